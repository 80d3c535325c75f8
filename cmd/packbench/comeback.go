package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
)

// bringBack puts a copy in the place of the shop that this window has open, and
// goes on with it. When that fails the shop is opened again as it was.
func (d *desk) bringBack(ctx context.Context, w fyne.Window, look *kit.Theme, copy string, err *error) {
	if d.leave != nil {
		d.leave()
	}
	opening(w, d.main.shopPath)
	go func() {
		closed := d.main.Close()
		kept, m, failed := "", data.Manifest{}, closed
		if closed == nil {
			kept, m, failed = data.Restore(ctx, copy, d.main.shopPath, time.Now())
		}
		opened := d.open(ctx)
		fyne.Do(func() {
			if *err = opened; opened == nil {
				*err = d.begin(ctx, w, look)
			}
			if *err != nil {
				d.refused(ctx, w, look, err)
				return
			}
			t := page.Toast{Text: fmt.Sprintf("The copy of %s is the shop now", m.MadeAt.Local().Format("2 January 15:04")), State: page.Good, For: 10 * time.Second}
			if kept != "" {
				t.Text += "; what was there is kept as " + filepath.Base(kept)
			}
			if failed != nil {
				n := page.Explain("bring the copy back", failed, nil)
				t = page.Toast{Text: n.Title + ". " + n.Hint, State: page.Bad}
			}
			d.shell.Toast(t)
		})
	}()
}

// comeback is the newest copy of a shop that can't be opened because its file is
// damaged, false where there is none.
func (d *desk) comeback(err error) (data.Copy, bool) {
	if !data.Damaged(err) {
		return data.Copy{}, false
	}
	all, e := data.CopiesOf(d.main.shopPath).List()
	if e != nil || len(all) == 0 {
		return data.Copy{}, false
	}
	return all[0], true
}
