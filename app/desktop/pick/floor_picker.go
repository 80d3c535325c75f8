package pick

import (
	"context"

	"packbench/app/desktop/page"
	"packbench/data"
)

// nobody is the answer that takes a list from its picker.
const nobody = "Nobody"

// Assign asks who picks the marked lists.
func (f *floor) Assign() {
	lists := f.lists()
	if len(lists) == 0 || f.View != viewLists || f.busy || f.Form != nil {
		return
	}
	f.busy = true
	var people []data.Person
	page.Do(f.run, page.Patience, func(ctx context.Context) (err error) {
		people, err = f.shop.People(ctx)
		return err
	}, func(err error) {
		f.busy = false
		if f.Gate = page.Explain("read who works here", err, nil); err == nil {
			f.askPicker(lists, people)
		}
		f.OnChange()
	})
}

func (f *floor) askPicker(lists []data.PickListsByStageRow, people []data.Person) {
	names := []string{nobody}
	if me := f.who().User; me != "" {
		names = []string{me, nobody}
	}
	for _, p := range people {
		if p.Name != names[0] {
			names = append(names, p.Name)
		}
	}
	title := "Who picks " + lists[0].Number + "?"
	if len(lists) > 1 {
		title = "Who picks these " + page.Counted(len(lists), "list") + "?"
	}
	form := &page.Form{Title: title, Hint: "Up and Down choose.", Do: "Give", Light: true, Fields: []page.FormField{{ID: "picker", Label: "Picker", Value: names[0], Choices: names}}}
	form.Submit = func() {
		picker := form.Value("picker")
		if picker == nobody {
			picker = ""
		}
		f.assign(lists, picker)
	}
	f.Form = form
}

func (f *floor) assign(lists []data.PickListsByStageRow, picker string) {
	if f.busy {
		return
	}
	who, ops := f.who(), make([]data.Op, len(lists))
	for i, l := range lists {
		ops[i] = data.NewOp("assign picker", l.ID)
	}
	f.deed("give the lists to a picker", func(ctx context.Context) error {
		for i, l := range lists {
			if err := f.shop.AssignPicker(ctx, who, ops[i], l.ID, picker); err != nil {
				return err
			}
		}
		return nil
	}, func() (string, []data.Op) {
		says := page.Counted(len(lists), "list")
		if len(lists) == 1 {
			says = lists[0].Number
		}
		if picker == "" {
			return says + ": anybody may pick", ops
		}
		return says + " given to " + picker, ops
	})
}

// CloseForm leaves the form that is open.
func (f *floor) CloseForm() {
	f.Form = nil
	f.OnChange()
}
