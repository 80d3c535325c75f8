package main

import (
	"context"
	"errors"
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
		kept, m, failed := d.main.bringBack(ctx, d.who(), copy)
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
				t = page.Toast{Text: page.Explain("bring the copy back", failed, nil).Says(), State: page.Bad}
			}
			d.shell.Toast(t)
		})
	}()
}

// bringBack puts a copy in the place of the shop, which need not open for that: a
// damaged one asks nobody for a right.
func (m *Main) bringBack(ctx context.Context, who data.Actor, copy string) (kept string, man data.Manifest, err error) {
	if m.shop == nil || m.books == nil {
		return data.Restore(ctx, copy, m.shopPath, time.Now())
	}
	kept, man, err = m.shop.BringBack(ctx, who, copy)
	return kept, man, errors.Join(err, m.Close())
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
