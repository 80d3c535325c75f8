package main

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

// What can be done with a server's password once it was right.
const (
	keepRing  = "keep it in this machine's keyring"
	keepFile  = "keep it in a file that only I can read"
	keepNever = "ask me each time"
)

// askPassword asks for the password of the server that did not let the program
// in, tries it, and keeps it where the person says.
func (d *desk) askPassword(ctx context.Context, w fyne.Window, look *kit.Theme, err *error) {
	login := secretOf(d.main.server)
	panel := kit.NewFormPanel()
	panel.Whole = true
	f := &page.Form{Title: "Password of the server", Hint: login, Do: "Open the shop", Fields: []page.FormField{
		{ID: "secret", Label: "Password", Secret: true},
		{ID: "keep", Label: "Afterwards", Value: keepRing, Choices: []string{keepRing, keepFile, keepNever}},
	}}
	if d.main.password != "" { // not the first try
		f.Fail("open the shop", *err)
	}
	f.Submit = func() {
		secret, where := f.Field("secret").Value, f.Value("keep")
		if secret == "" {
			f.Refuse("secret", "the password that who looks after the server gave you")
			return
		}
		f.Busy = true
		d.main.password = secret
		go func() {
			opened := d.open(ctx)
			kept := error(nil)
			if opened == nil {
				kept = keepWhere(where, login, secret)
			}
			fyne.Do(func() {
				if *err = opened; opened != nil {
					d.refused(ctx, w, look, err)
					return
				}
				kit.Unhost(w)
				if *err = d.begin(ctx, w, look); *err != nil {
					d.refused(ctx, w, look, err)
					return
				}
				if kept != nil {
					d.shell.Toast(page.Toast{Text: "The password was not kept: " + kept.Error(), State: page.Warning})
				}
			})
		}()
	}
	panel.OnClose = w.Close
	box := kit.NewGround(theme.ColorNameOverlayBackground)
	box.Stroke, box.Radius = kit.ColorLine, 8
	kit.Host(w, container.NewStack(kit.NewGround(theme.ColorNameBackground), container.NewCenter(container.NewStack(box, kit.Fixed(400, 0, panel)))))
	panel.Set(f)
	trace("refused")
}

// keepWhere keeps a password where the person said. Without a keyring nothing is
// written to a file that was not asked for.
func keepWhere(where, login, secret string) error {
	switch where {
	case keepRing:
		err := keepInKeyring(login, secret)
		if errors.Is(err, errNoKeyring) {
			return errNoKeyring
		}
		return err
	case keepFile:
		return keepInFile(login, secret)
	}
	return nil
}
