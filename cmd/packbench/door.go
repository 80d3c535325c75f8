package main

import (
	"context"
	"time"

	"packbench/app/desktop"
	"packbench/data"
)

// door says who may sit at this desk.
type door struct{ d *desk }

// People are those who may sit here.
func (k door) People(ctx context.Context) ([]desktop.Somebody, bool, error) {
	all, err := k.d.main.shop.People(ctx)
	if err != nil {
		return nil, false, err
	}
	guarded, err := k.d.main.shop.Guarded(ctx)
	people := make([]desktop.Somebody, len(all))
	for i, p := range all {
		people[i] = desktop.Somebody{Name: p.Name, Role: p.Role, Asks: p.HasPassword || p.HasPin}
	}
	return people, guarded, err
}

// SignIn proves that somebody is who they say.
func (k door) SignIn(ctx context.Context, name, secret string) (string, error) {
	return k.d.main.shop.SignIn(ctx, data.Actor{User: name, Desk: k.d.who().Desk}, secret)
}

// lockEach is how often the window looks whether anybody is still there.
const lockEach = 5 * time.Second

// watchDoor hides the window when the shop asks for passwords and nobody has
// touched it for a while, and as soon as the first owner has one.
func (d *desk) watchDoor(ctx context.Context, touched <-chan struct{}) {
	guarded, after := d.guarded, time.Duration(0)
	look := func() {
		now, err := d.main.shop.Guarded(ctx)
		if err != nil {
			return // nobody can do anything anyhow while the books can't be read
		}
		if p, err := d.main.shop.Profile(ctx); err == nil {
			after = time.Duration(p.LockAfter) * time.Minute
		}
		if now && !guarded {
			d.early.UI(d.shell.Lock)
		}
		guarded = now
	}
	look()
	each := time.NewTicker(lockEach)
	defer each.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-touched:
			look()
		case <-each.C:
		}
		if guarded && after > 0 {
			d.early.UI(func() {
				if d.shell.Idle(time.Now()) >= after {
					d.shell.Lock()
				}
			})
		}
	}
}

// changePerson lets somebody of the list sit here, who proves it where the shop
// asks for that.
func (d *desk) changePerson(name string) {
	go func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		guarded, err := d.main.shop.Guarded(ctx)
		d.early.UI(func() {
			if guarded || err != nil {
				d.shell.LockFor(name)
				return
			}
			d.setPerson(name)
		})
	}()
}
