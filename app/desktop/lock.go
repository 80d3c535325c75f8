package desktop

import (
	"time"

	"fyne.io/fyne/v2"

	"packbench/app/desktop/kit"
)

// lock draws the question who sits here, over the whole window.
type lock struct {
	m      *lockModel
	panel  *kit.FormPanel
	dialog *kit.Dialog
}

func newLock(s *Shell) *lock {
	l := &lock{m: newLockModel(s.opt.Door, s.opt.Runner), panel: kit.NewFormPanel()}
	l.panel.OnClose, l.panel.Whole = l.m.Leave, true
	l.m.OnChange = func() { l.refresh(s.w) }
	l.m.Sit = func(name string) {
		if s.opt.Sit != nil {
			s.opt.Sit(name)
		}
	}
	return l
}

func (l *lock) refresh(w fyne.Window) {
	f := l.m.Form
	if l.dialog != nil && (f == nil || l.dialog.Locks != f.Stays) {
		d := l.dialog
		l.dialog = nil
		d.Close()
	}
	if f != nil && l.dialog == nil {
		l.dialog = kit.NewBareDialog(w, l.panel)
		l.dialog.Locks = f.Stays
		l.dialog.SetSize(400, 0)
		l.dialog.OnClose = l.m.Leave
		l.dialog.Show()
	}
	l.panel.Set(f)
	if l.dialog != nil {
		l.dialog.SetSize(400, 0)
	}
}

// Lock hides the page until somebody proves who they are. What is half typed
// stays as it is.
func (s *Shell) Lock() {
	if s.lock != nil {
		s.lock.m.Lock(s.opt.Person)
	}
}

// LockFor hides the page until somebody, most likely this person, proves who
// they are.
func (s *Shell) LockFor(name string) {
	if s.lock != nil {
		s.lock.m.Lock(name)
	}
}

// Locked says whether the page is hidden.
func (s *Shell) Locked() bool { return s.lock != nil && s.lock.m.Form != nil && s.lock.m.Form.Stays }

// ChangePerson asks who sits here from now on.
func (s *Shell) ChangePerson() {
	if s.lock != nil {
		s.lock.m.Change(s.opt.Person)
	}
}

// Idle is how long nobody has pressed a key or moved the mouse.
func (s *Shell) Idle(now time.Time) time.Duration { return now.Sub(s.in.Used) }
