package app

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"packbench/data"
)

// Passwords and PINs are kept as Argon2id hashes (RFC 9106) in PHC form:
//
//	$argon2id$v=19$m=65536,t=3,p=1$<salt>$<hash>
//
// OWASP's floor is 19 MiB and two passes; one hash of ours takes a third of a
// second, which nobody minds who signs in and everybody does who guesses.
type hardness struct {
	memory  uint32 // KiB
	passes  uint32
	threads uint8
}

var hard = hardness{memory: 64 << 10, passes: 3, threads: 1}

const (
	saltBytes = 16
	hashBytes = 32
)

var phc64 = base64.RawStdEncoding

// hashSecret hashes a password or PIN with a salt of its own.
func hashSecret(secret string) string {
	salt := make([]byte, saltBytes)
	_, _ = rand.Read(salt) // never fails
	return hard.hash(secret, salt, hashBytes)
}

func (h hardness) hash(secret string, salt []byte, size uint32) string {
	sum := argon2.IDKey([]byte(secret), salt, h.passes, h.memory, h.threads, size)
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, h.memory, h.passes, h.threads, phc64.EncodeToString(salt), phc64.EncodeToString(sum))
}

// matches says whether a secret is the one that was hashed; weak that the hash
// was made when hashes were cheaper than now.
func matches(kept, secret string) (yes, weak bool) {
	parts := strings.Split(kept, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return false, false
	}
	var version int
	var h hardness
	if _, err := fmt.Sscanf(parts[2], "v=%d", &version); err != nil || version != argon2.Version {
		return false, false
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &h.memory, &h.passes, &h.threads); err != nil || h.memory == 0 || h.passes == 0 || h.threads == 0 || h.memory > 1<<20 || h.passes > 100 {
		return false, false
	}
	salt, err := phc64.DecodeString(parts[4])
	if err != nil {
		return false, false
	}
	sum, err := phc64.DecodeString(parts[5])
	if err != nil || len(sum) == 0 || len(sum) > 1<<10 {
		return false, false
	}
	again := h.hash(secret, salt, uint32(len(sum))) //nolint:gosec // at most 1024
	return subtle.ConstantTimeCompare([]byte(again), []byte(kept)) == 1, h.memory < hard.memory || h.passes < hard.passes
}

const (
	passwordLeast = 8
	secretMost    = 200
	pinLeast      = 4
	pinMost       = 12
)

// checkPassword refuses what is no password at all. Length is what counts (NIST
// SP 800-63B 5.1.1.2): no signs are asked for, none forbidden.
func checkPassword(name, password string) error {
	switch n := utf8.RuneCountInString(password); {
	case n < passwordLeast:
		return data.Invalid("password", "a password has at least %d characters; a few words are easy to keep in mind", passwordLeast)
	case n > secretMost:
		return data.Invalid("password", "a password has at most %d characters", secretMost)
	case strings.EqualFold(strings.TrimSpace(password), name), strings.Count(password, password[:1]) == len(password):
		return data.Invalid("password", "that is the first thing that anybody would try: take another")
	}
	return nil
}

func checkPIN(pin string) error {
	if len(pin) < pinLeast || len(pin) > pinMost || strings.Trim(pin, "0123456789") != "" {
		return data.Invalid("pin", "a PIN is %d to %d digits", pinLeast, pinMost)
	}
	if strings.Count(pin, pin[:1]) == len(pin) || strings.Contains("0123456789876543210", pin) {
		return data.Invalid("pin", "that is the first thing that anybody would try: take another")
	}
	return nil
}
