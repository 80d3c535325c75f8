package data

import (
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
)

// Each thing that a server, or the way to it, can say comes to people as a
// sentence with what to do.
func TestWhatAServerSaysIsSaidInWords(t *testing.T) {
	for _, c := range []struct {
		err  error
		kind Kind
		says string
	}{
		{&net.DNSError{Name: "shop.example", IsNotFound: true}, KindUnavailable, "no machine is called shop.example"},
		{x509.UnknownAuthorityError{}, KindRefused, "certificate"},
		{x509.HostnameError{Host: "shop"}, KindRefused, "certificate"},
		{io.ErrUnexpectedEOF, KindUnavailable, "can't be reached"},
		{&pgconn.PgError{Code: "28P01"}, KindRefused, "does not let this user in"},
		{&pgconn.PgError{Code: "3D000"}, KindRefused, "no such database"},
		{&pgconn.PgError{Code: "42501"}, KindRefused, "does not allow"},
		{&pgconn.PgError{Code: "53100"}, KindUnavailable, "disk is full"},
		{&pgconn.PgError{Code: "53300"}, KindUnavailable, "no room for another desk"},
		{&pgconn.PgError{Code: "25006"}, KindUnavailable, "takes no writes"},
		{&pgconn.PgError{Code: "57P01"}, KindUnavailable, "restarted"},
		{&pgconn.PgError{Code: "55P03"}, KindUnavailable, "busy"},
		{&pgconn.PgError{Code: "23505"}, KindConflict, "already one"},
		{&pgconn.PgError{Code: "23514"}, KindRefused, "would not add up"},
	} {
		err := words(fmt.Errorf("reach the server: %w", c.err))
		if KindOf(err) != c.kind || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%T %v: it says %v (%s), want %q (%s)", c.err, c.err, err, KindOf(err), c.says, c.kind)
		}
		if f := err.(*Fault); f.Hint == "" {
			t.Errorf("%v: it does not say what to do", c.err)
		}
	}
}
