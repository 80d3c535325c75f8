package customers

import (
	"context"

	"packbench/app/desktop/page"
	"packbench/data"
)

// AskErase asks who wants the customer erased. It can't be undone, so nothing
// happens without that.
func (m *Customer) AskErase() {
	c := m.Known.Customer
	f := &page.Form{Title: "Erase " + c.Name + " for good", Do: "Erase for good", Danger: true,
		Hint:   "Name, phone, e-mail, addresses, notes, papers and what the history says of them go and can't be brought back. What was sold and paid stays, and the addresses on invoices that the law has a shop keep. Copies made before hold them until they are rotated out.",
		Fields: []page.FormField{{ID: "reason", Label: "Asked for", Placeholder: "by letter on 2 March"}}}
	op := data.NewOp("erase", c.ID)
	f.Submit = func() {
		f.Busy = true
		m.OnChange()
		var erased data.Erased
		page.Do(m.run, page.Patience, func(ctx context.Context) (err error) {
			erased, err = m.shop.EraseCustomer(ctx, m.who(), op, c.ID, f.Value("reason"))
			return err
		}, func(err error) {
			f.Busy = false
			if err != nil {
				f.Fail("erase "+c.Name, err)
				m.OnChange()
				return
			}
			m.Form = nil
			text := "The customer is erased"
			if erased.Kept > 0 {
				text += "; " + page.Counted(erased.Kept, "invoice") + " must be kept with the address"
			}
			m.desk.Toast(page.Toast{Text: text, State: page.Good})
			m.Reload()
		})
	}
	m.Form = f
	m.OnChange()
}
