package data

import (
	"context"
	"fmt"
	"strings"
)

// Person is somebody on the shop's list, without what only they know.
type Person = UsersRow

// UserByName finds a person who is on the list, with what proves that it is
// they.
func (v *View) UserByName(ctx context.Context, name string) (User, error) {
	return v.userByName(ctx, strings.TrimSpace(name))
}

// UserByID reads a person by their number.
func (v *View) UserByID(ctx context.Context, id int64) (User, error) {
	u, err := v.user(ctx, id)
	return u, IfMissing(err, "there is no person %d", id)
}

// Guarded says whether the shop lets in only who can prove who they are: it does
// from the moment at which an owner has a password.
func (v *View) Guarded(ctx context.Context) (bool, error) {
	g, err := v.guards(ctx)
	if err != nil {
		return false, fmt.Errorf("look who has a password: %w", err)
	}
	return g.Owners > 0, nil
}

// PutUser adds a person or gives them another role.
func (tx *Tx) PutUser(ctx context.Context, name, role string) (int64, error) {
	name = strings.TrimSpace(name)
	if name == "" {
		return 0, Invalid("name", "a person needs a name")
	}
	var before any
	if was, err := tx.UserByName(ctx, name); err == nil {
		before = was.Role
	}
	id, err := tx.putUser(ctx, name, role)
	if err != nil {
		return 0, fmt.Errorf("write user %s: %w", name, err)
	}
	if err := tx.keepOwner(ctx); err != nil {
		return 0, err
	}
	return id, tx.Record("user", id, "role", before, role)
}

// ArchiveUser takes a person off the list; their history stays, their password
// goes.
func (tx *Tx) ArchiveUser(ctx context.Context, id int64) error {
	if err := tx.archiveUser(ctx, tx.now, id); err != nil {
		return fmt.Errorf("archive user %d: %w", id, err)
	}
	if err := tx.keepOwner(ctx); err != nil {
		return err
	}
	return tx.Record("user", id, "archived", nil, nil)
}

// SetUserSecrets sets a person's password and PIN, each as an Argon2id hash in
// PHC form, "" for none. The history says that it was done and nothing more.
func (tx *Tx) SetUserSecrets(ctx context.Context, id int64, password, pin string) error {
	if err := tx.setUserSecrets(ctx, password, pin, id); err != nil {
		return fmt.Errorf("set the password of user %d: %w", id, err)
	}
	if err := tx.keepOwner(ctx); err != nil {
		return err
	}
	return tx.Record("user", id, "password or PIN", nil, nil)
}

// SetUserRights keeps what a person may or may not do whatever their role says.
// Op.Began names the rights as they were seen.
func (tx *Tx) SetUserRights(ctx context.Context, id int64, rights string) error {
	was, err := tx.UserByID(ctx, id)
	if err != nil {
		return err
	}
	if err := tx.Still("what "+was.Name+" may do", was.Rights); err != nil {
		return err
	}
	if err := tx.setUserRights(ctx, rights, id); err != nil {
		return fmt.Errorf("set the rights of %s: %w", was.Name, err)
	}
	return tx.Record("user", id, "rights", was.Rights, rights)
}

// SetUserTries keeps how often somebody gave a wrong password or PIN.
func (tx *Tx) SetUserTries(ctx context.Context, id, tries int64) error {
	if err := tx.setUserTries(ctx, tries, tx.now, id); err != nil {
		return fmt.Errorf("count the tries of user %d: %w", id, err)
	}
	return nil
}

// keepOwner refuses what would leave a shop with passwords but no owner who can
// get in.
func (tx *Tx) keepOwner(ctx context.Context) error {
	g, err := tx.guards(ctx)
	if err != nil {
		return fmt.Errorf("look who has a password: %w", err)
	}
	if g.People > 0 && g.Owners == 0 {
		return Refused("owner", "give an owner a password first, or take everybody's away before the last owner's", "an owner with a password must stay on the list while anybody has one")
	}
	return nil
}
