package page

import (
	"context"
	"strings"
	"time"

	"packbench/data"
)

// Companions is where a page asks who else has its record open.
type Companions interface {
	Company(ctx context.Context, who data.Actor, entity string, id int64, changing bool) ([]data.Presence, error)
	Leave(ctx context.Context, entity string, id int64) error
}

// Company follows who else has the record of a page open while the page is on
// the screen: "Anna at desk 2 has this order open".
type Company struct {
	// Says tells of them in a line, "" where nobody is there. State is Info for
	// those who only look and Warning where somebody is changing it.
	Says  string
	State State

	shop     Companions
	run      Runner
	who      func() data.Actor
	entity   string // "order", which is also the word for it
	id       int64
	changing func() bool
	draw     func()
	asking   Latest
	stop     func()
	open     bool
}

const (
	companyEach     = 5 * time.Second
	companyPatience = 3 * time.Second
)

// NewCompany makes it for the records of a kind. changing says whether a form of
// the record is open, draw shows what has become different.
func NewCompany(shop Companions, run Runner, who func() data.Actor, entity string, changing func() bool, draw func()) *Company {
	return &Company{shop: shop, run: run, who: who, entity: entity, changing: changing, draw: draw}
}

// Open begins to follow a record, once it is known which one it is; to say it
// again does nothing.
func (c *Company) Open(id int64) {
	if id == 0 || c.open && c.id == id {
		return
	}
	c.Close()
	c.id, c.open = id, true
	c.look()
}

// Close says that the record is left.
func (c *Company) Close() {
	if !c.open {
		return
	}
	c.open, c.Says = false, ""
	c.asking.Cancel()
	if c.stop != nil {
		c.stop()
	}
	entity, id := c.entity, c.id
	// Who can't be told finds out within a minute.
	Do(c.run, companyPatience, func(ctx context.Context) error { return c.shop.Leave(ctx, entity, id) }, func(error) {})
}

func (c *Company) look() {
	who, changing, id := c.who(), c.changing(), c.id
	Load(c.run, &c.asking, companyPatience, func(ctx context.Context) ([]data.Presence, error) {
		return c.shop.Company(ctx, who, c.entity, id, changing)
	}, func(others []data.Presence, err error) {
		if !c.open {
			return
		}
		if err == nil { // who can't be asked says nothing new
			says, state := companyWords(others, who, c.entity)
			if says != c.Says || state != c.State {
				c.Says, c.State = says, state
				c.draw()
			}
		}
		c.stop = c.run.Later(companyEach, c.look)
	})
}

// companyWords tells who has a record open; the one who reads it is "you".
func companyWords(others []data.Presence, me data.Actor, what string) (says string, state State) {
	var looking, changing []string
	for _, p := range others {
		name := At(p.User, p.Desk)
		if p.Actor == me {
			name = "another window of yours"
		}
		if p.Changing {
			changing = appendName(changing, name)
		} else {
			looking = appendName(looking, name)
		}
	}
	var parts []string
	if len(changing) > 0 {
		state = Warning
		parts = append(parts, Sentence(names(changing))+isAre(changing, " is", " are")+" changing this "+what)
	}
	if len(looking) > 0 {
		who := names(looking)
		if len(parts) == 0 {
			who, state = Sentence(who), Info
		}
		parts = append(parts, who+isAre(looking, " has", " have")+" this "+what+" open")
	}
	return strings.Join(parts, "; "), state
}

func appendName(all []string, name string) []string {
	for _, n := range all {
		if n == name {
			return all
		}
	}
	return append(all, name)
}

func isAre(all []string, one, more string) string {
	if len(all) == 1 {
		return one
	}
	return more
}

// names joins people as one says them: "Anna, Ben and Cara".
func names(all []string) string {
	if len(all) == 1 {
		return all[0]
	}
	return strings.Join(all[:len(all)-1], ", ") + " and " + all[len(all)-1]
}
