package pack

import (
	"strconv"

	"packbench/app/desktop/page"
)

// Commands is what can be done at the bench.
func (s *station) Commands() page.Commands {
	return page.Commands{
		{ID: "pack.handover", Title: "Hand over", Key: "F7", Group: "Pack", Hint: "Packed parcels, by carrier.", Run: func() { s.Go("handover") }},
		{ID: "pack.weigh", Title: "Weigh", Key: "F6", Group: "Pack", Enabled: func() bool { return s.On != nil }, Run: func() { s.ToWeight() }},
		{ID: "pack.unpack", Title: "Unpack", Key: "F8", Group: "Pack", Hint: "Opens the boxes again; every unit is scanned anew.", Enabled: s.CanUnpack, Run: s.Unpack},
		{ID: "pack.label", Title: "Label again", Key: "F9", Group: "Pack", Hint: "Makes the label from what is sent now, and prints label and slip.", Enabled: s.CanLabel, Run: s.MakeLabel},
		{ID: "pack.order", Title: "Show the order", Key: "Ctrl+O", Group: "Pack", Enabled: func() bool { return s.On != nil }, Run: s.showOrder},
		{ID: "pack.finish", Title: "Close the box", Key: "F10", Group: "Pack", Hint: "Enter does it, too, when all is packed.", Primary: true,
			Enabled: func() bool { return s.On != nil && !s.Blocked && s.Asking == "" }, Run: s.Finish},
	}
}

func (s *station) showOrder() {
	if s.On != nil {
		s.Go(page.To("order", strconv.FormatInt(s.On.Order.Number, 10)))
	}
}
