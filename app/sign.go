package app

import (
	"context"
	"fmt"
	"strings"
	"time"

	"packbench/data"
)

// Wrong tries make the next one wait: the first few are typing errors, then each
// doubles the wait. After pinTries a PIN is no longer enough.
const (
	freeTries = 3
	pinTries  = 5
	firstWait = 5 * time.Second
	longest   = 5 * time.Minute
)

// wait is how long after so many wrong tries the next may come.
func wait(tries int64) time.Duration {
	if tries < freeTries {
		return 0
	}
	return min(firstWait<<min(tries-freeTries, 16), longest)
}

// Guarded says whether who sits here has to prove who they are.
func (s *Shop) Guarded(ctx context.Context) (bool, error) {
	guarded := false
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		guarded, err = v.Guarded(ctx)
		return err
	})
	return guarded, err
}

// SignIn proves that somebody is who they say, by their password, or by their
// PIN at a desk where somebody has given a password since the program began. It
// gives the name as it stands on the list. Every wrong try is counted before it
// is looked at, so that trying at many desks at once gains nothing.
func (s *Shop) SignIn(ctx context.Context, who data.Actor, secret string) (string, error) {
	u, weak, err := s.prove(ctx, who, secret, true)
	if err != nil {
		return "", err
	}
	stronger := ""
	if weak {
		stronger = hashSecret(secret)
	}
	who.User = u.Name
	return u.Name, s.system(ctx, who, data.NewOp("sign in", u.ID), func(ctx context.Context, tx *data.Tx) error {
		tx.About("user", u.ID, "%s signed in", u.Name)
		if stronger != "" {
			return tx.SetUserSecrets(ctx, u.ID, stronger, u.Pin) // forgets the tries, too
		}
		return tx.SetUserTries(ctx, u.ID, 0)
	})
}

// prove compares a secret with what is kept of a person; weak says that their
// password is to be hashed anew.
func (s *Shop) prove(ctx context.Context, who data.Actor, secret string, pinToo bool) (u data.User, weak bool, err error) {
	if err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		u, err = v.UserByName(ctx, who.User)
		return data.IfMissing(err, "%s is not on this shop's list of people", strings.TrimSpace(who.User))
	}); err != nil {
		return u, false, err
	}
	if u.Password == "" && u.Pin == "" {
		return u, false, data.Refused("sign in", "an owner gives them one in Setup, People", "%s has no password yet", u.Name)
	}
	if u.Tries, err = s.countTry(ctx, who, u); err != nil {
		return u, false, err
	}
	yes, weak := matches(u.Password, secret)
	if yes {
		s.mu.Lock()
		s.opened = true
		s.mu.Unlock()
		return u, weak, nil
	}
	if pinToo && s.passwordGiven() && u.Tries < pinTries {
		if yes, _ := matches(u.Pin, secret); yes {
			return u, false, nil
		}
	}
	return u, false, s.wrong(ctx, who, u, secret)
}

// passwordGiven says that somebody gave a password here since the program began.
func (s *Shop) passwordGiven() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.opened
}

// countTry counts a try before it is looked at, or refuses it as too soon. It
// gives how many wrong ones there were before.
func (s *Shop) countTry(ctx context.Context, who data.Actor, u data.User) (int64, error) {
	return data.Do(ctx, s.books, atTheDoor(who), data.NewOp("sign-in try", nil), func(ctx context.Context, tx *data.Tx) (int64, error) {
		now, err := tx.UserByID(ctx, u.ID)
		if err != nil {
			return 0, err
		}
		if left := now.TriedAt.Time().Add(wait(now.Tries)).Sub(tx.Now().Time()); left > 0 {
			return 0, data.Refused("sign in", "wait, or let an owner set another password", "there were %d wrong tries for %s: the next may come in %s", now.Tries, now.Name, left.Round(time.Second))
		}
		return now.Tries, tx.SetUserTries(ctx, u.ID, now.Tries+1)
	})
}

// atTheDoor is who tries to sign in: only the desk is known of them.
func atTheDoor(who data.Actor) data.Actor { return data.Actor{User: "sign-in", Desk: who.Desk} }

// wrong writes down that a try was wrong and says what may help.
func (s *Shop) wrong(ctx context.Context, who data.Actor, u data.User, secret string) error {
	err := s.system(ctx, atTheDoor(who), data.NewOp("wrong try", u.ID), func(_ context.Context, tx *data.Tx) error {
		tx.About("user", u.ID, "Wrong password or PIN for %s", u.Name)
		return nil
	})
	if err != nil {
		return err
	}
	if checkPIN(secret) == nil && u.Pin != "" && (!s.passwordGiven() || u.Tries >= pinTries) {
		return data.Refused("sign in", "give the password", "a PIN is enough only after somebody has given a password here, and not after many wrong tries")
	}
	hint := "try again; Caps Lock may be on"
	if w := wait(u.Tries + 1); w > 0 {
		hint = fmt.Sprintf("the next try may come in %s", w.Round(time.Second))
	}
	return data.Refused("sign in", hint, "that is not the password of %s", u.Name)
}

// SetPassword gives a person a password, and with it the shop its lock when the
// person is the first owner to have one; "" takes it away. A person may change
// their own by giving the old one; who may manage people changes anybody's.
func (s *Shop) SetPassword(ctx context.Context, who data.Actor, op data.Op, id int64, old, password string) error {
	return s.setSecret(ctx, who, op, id, old, password, func(u *data.User, hash string) { u.Password = hash }, "password", checkPassword)
}

// SetPIN gives a person a PIN for the fast change of who sits at a desk; "" takes
// it away.
func (s *Shop) SetPIN(ctx context.Context, who data.Actor, op data.Op, id int64, old, pin string) error {
	return s.setSecret(ctx, who, op, id, old, pin, func(u *data.User, hash string) { u.Pin = hash }, "PIN", func(_, pin string) error { return checkPIN(pin) })
}

// ResetPassword gives a person a new password, and no more wrong tries, without
// anybody's right or old password: for who owns the books themselves, at the
// command line.
func (s *Shop) ResetPassword(ctx context.Context, who data.Actor, op data.Op, name, password string) error {
	if err := checkPassword(name, password); err != nil {
		return err
	}
	if err := s.books.Owned(ctx); err != nil {
		return err
	}
	hash := hashSecret(password)
	return s.system(ctx, who, op, func(ctx context.Context, tx *data.Tx) error {
		u, err := tx.UserByName(ctx, name)
		if err != nil {
			return data.IfMissing(err, "%s is not on this shop's list of people", name)
		}
		tx.About("user", u.ID, "Set the password of %s from the command line", u.Name)
		return tx.SetUserSecrets(ctx, u.ID, hash, u.Pin)
	})
}

func (s *Shop) setSecret(ctx context.Context, who data.Actor, op data.Op, id int64, old, secret string, put func(*data.User, string), what string, check func(name, secret string) error) error {
	var u data.User
	var st standing
	if err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		if u, err = v.UserByID(ctx, id); err != nil {
			return err
		}
		st, err = s.standing(ctx, v, who.User)
		return err
	}); err != nil {
		return err
	}
	if secret != "" {
		if err := check(u.Name, secret); err != nil {
			return err
		}
	}
	own := strings.EqualFold(u.Name, who.User)
	if own && st.guarded && u.Password != "" {
		if _, _, err := s.prove(ctx, who, old, false); err != nil {
			return err
		}
	}
	hash := ""
	if secret != "" {
		hash = hashSecret(secret) // outside the write: it takes a while
	}
	right := ManagePeople
	if own {
		right = Anyone
	}
	return s.run(ctx, right, who, op, func(ctx context.Context, tx *data.Tx) error {
		now, err := tx.UserByID(ctx, id)
		if err != nil {
			return err
		}
		put(&now, hash)
		did := "Set the " + what + " of " + now.Name
		if secret == "" {
			did = "Took away the " + what + " of " + now.Name
		}
		tx.About("user", id, "%s", did)
		return tx.SetUserSecrets(ctx, id, now.Password, now.Pin)
	})
}
