package setup

import "packbench/app/desktop/page"

// recorded is a section that shows records with a history.
type recorded interface {
	record() (page.Record, bool)
}

func (m *placesPart) record() (page.Record, bool) {
	l, ok := m.here()
	return page.Record{Entity: "location", ID: l.ID, Name: l.Code}, ok
}

func (m *boxesPart) record() (page.Record, bool) {
	b, ok := m.here()
	return page.Record{Entity: "box", ID: b.ID, Name: "box " + b.Code}, ok
}

func (m *cartsPart) record() (page.Record, bool) {
	c, ok := m.here()
	return page.Record{Entity: "cart", ID: c.ID, Name: "cart " + c.Code}, ok
}

func (m *peoplePart) record() (page.Record, bool) {
	if m.At < 0 || m.At >= len(m.All) {
		return page.Record{}, false
	}
	return page.Record{Entity: "user", ID: m.All[m.At].ID, Name: m.All[m.At].Name}, true
}

func (m *ratesPart) record() (page.Record, bool) {
	return page.Record{Entity: "rate card", Name: "the rate card"}, m.Card.Name != ""
}

func (m *shopPart) record() (page.Record, bool) {
	return page.Record{Entity: "setting", Action: "shop.profile", Name: "the shop's settings"}, true
}

// record is what the section that is looked at has a history of.
func (v *view) record() (page.Record, bool) {
	switch s := v.now().(type) {
	case *listView:
		if r, ok := s.m.(recorded); ok {
			return r.record()
		}
	case *shopView:
		return s.m.record()
	}
	return page.Record{}, false
}

// withHistory adds the history to the commands of a section that has one.
func withHistory(cmds page.Commands, open func(page.Route), which func() (page.Record, bool)) page.Commands {
	return append(append(page.Commands(nil), cmds...), page.HistoryCommand("History", open, which))
}
