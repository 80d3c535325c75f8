package orders

import (
	"context"
	"time"

	"packbench/app/desktop/page"
	"packbench/data"
)

// draftWait is how long after the first unsaved change the draft is written: a
// crash loses less than 300 ms of typing.
const draftWait = 200 * time.Millisecond

// draftKeeper writes the sheet as it is typed, one write at a time and off the
// window's goroutine.
type draftKeeper struct {
	order  *NewOrder
	id     int64 // of the draft in the records, 0 while there is none
	epoch  int   // counts the sheets: an answer for an older one is not ours
	timer  func()
	dirty  bool
	saving bool
	after  []func()
}

// touch says that something was typed.
func (k *draftKeeper) touch() {
	k.dirty = true
	if k.timer == nil && !k.saving {
		k.timer = k.order.run.Later(draftWait, func() { k.timer = nil; k.save() })
	}
}

// now writes at once what is not written yet.
func (k *draftKeeper) now() {
	if k.timer != nil {
		k.timer()
		k.timer = nil
	}
	if k.dirty {
		k.save()
	}
}

// settled calls do when no write is under way.
func (k *draftKeeper) settled(do func()) {
	if k.timer != nil {
		k.timer()
		k.timer = nil
	}
	k.dirty = false
	if k.saving {
		k.after = append(k.after, do)
		return
	}
	do()
}

// forget begins with another sheet; the draft of the one before is no longer
// ours to write.
func (k *draftKeeper) forget() {
	if k.timer != nil {
		k.timer()
	}
	k.timer, k.id, k.dirty = nil, 0, false
	k.epoch++
}

func (k *draftKeeper) save() {
	if k.saving {
		k.dirty = true
		return
	}
	m := k.order
	body, err := m.Sheet.body()
	if err != nil {
		m.Notice = page.Explain("keep the draft", err, nil)
		return
	}
	k.dirty, k.saving = false, true
	d := data.Draft{ID: k.id, Title: m.Sheet.Title(), Body: body}
	empty, epoch, who := m.Sheet.Empty(), k.epoch, m.who()
	if empty && d.ID == 0 {
		k.saving = false
		return
	}
	page.Do(m.run, page.Patience, func(ctx context.Context) (err error) {
		if empty {
			err = m.shop.DropDraft(ctx, who, d.ID)
			d.ID = 0
			return err
		}
		d.ID, err = m.shop.SaveDraft(ctx, who, d)
		return err
	}, func(err error) {
		k.saving = false
		if epoch == k.epoch {
			if err == nil {
				k.id = d.ID
			} else {
				m.Notice = page.Explain("keep the draft", err, k.touch)
				m.changed()
			}
		}
		after := k.after
		k.after = nil
		for _, do := range after {
			do()
		}
		if k.dirty && len(after) == 0 {
			k.touch()
		}
	})
}

// takeDrafts shows what was typed when the program last ended, and keeps the
// parked calls. For a customer whose page asked for an order, what was typed is
// parked.
func (m *NewOrder) takeDrafts(drafts []data.Draft, customer int64) {
	var open *data.Draft
	m.Parked = nil
	for _, d := range drafts {
		if d.Parked {
			m.Parked = append(m.Parked, d)
			continue
		}
		if open != nil {
			m.Parked = append(m.Parked, *open)
		}
		kept := d
		open = &kept
	}
	if !m.Sheet.Empty() {
		// Typed before the drafts were read: it is not swept away.
		if open != nil && open.ID != m.draft.id {
			m.Parked = append(m.Parked, *open)
		}
	} else if open != nil {
		m.resume(*open)
	}
	if customer > 0 && m.Sheet.Customer != customer {
		m.parkThen(func() { m.ChooseCaller(customer) })
	}
}

// resume shows a draft.
func (m *NewOrder) resume(d data.Draft) {
	s, err := readSheet(d.Body)
	if err != nil {
		m.Notice = page.Explain("open the draft", err, nil)
		m.changed()
		return
	}
	m.reset()
	m.draft.id = d.ID
	m.Taken = nil
	m.show(s)
}

// show puts a sheet on the page.
func (m *NewOrder) show(s Sheet) {
	m.Sheet = s
	m.Spot = AtItem
	if s.Customer > 0 {
		m.loadCaller(s.Customer)
	} else if s.Newcomer == nil {
		m.Spot = AtCaller
	}
	m.quote()
	m.changed()
}

// Park puts the call aside and has an empty order ready.
func (m *NewOrder) Park() {
	if !m.Sheet.Empty() {
		m.parkThen(nil)
	}
}

// parkThen parks what is typed, if anything, and goes on with then.
func (m *NewOrder) parkThen(then func()) {
	if m.Sheet.Empty() {
		if then != nil {
			then()
		}
		return
	}
	m.draft.settled(func() {
		body, err := m.Sheet.body()
		if err != nil {
			m.Notice = page.Explain("park the call", err, nil)
			m.changed()
			return
		}
		d, who := data.Draft{ID: m.draft.id, Parked: true, Title: m.Sheet.Title(), Body: body}, m.who()
		page.Do(m.run, page.Patience, func(ctx context.Context) (err error) {
			d.ID, err = m.shop.SaveDraft(ctx, who, d)
			return err
		}, func(err error) {
			if err != nil {
				m.Notice = page.Explain("park the call", err, m.Park)
				m.changed()
				return
			}
			m.Parked = append(m.Parked, d)
			m.reset()
			m.Taken = nil
			m.desk.Changed()
			m.changed()
			if then != nil {
				then()
			}
		})
	})
}

// Resume takes the call up that was parked first. What is being typed is parked
// meanwhile, so that pressing again goes round.
func (m *NewOrder) Resume() {
	if len(m.Parked) == 0 {
		return
	}
	m.parkThen(func() {
		d := m.Parked[0]
		m.Parked = append([]data.Draft(nil), m.Parked[1:]...)
		m.resume(d)
		m.draft.touch() // it is not parked any more
		m.desk.Changed()
		m.changed()
	})
}
