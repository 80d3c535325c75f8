package kit

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"time"
)

// Sounds tells by ear whether a scan was good: people at a packing bench look
// at the goods and not at the screen.
type Sounds interface {
	// Good is short and high, Bad long and low. Neither waits for its end.
	Good()
	Bad()
}

// Silent makes no sound.
type Silent struct{}

// Good makes no sound.
func (Silent) Good() {}

// Bad makes no sound.
func (Silent) Bad() {}

// Bell rings the terminal's bell: once for good, twice for bad.
type Bell struct{ Out io.Writer }

// Good rings once. A terminal that cannot be written to stays silent.
func (b Bell) Good() { _, _ = io.WriteString(b.Out, "\a") }

// Bad rings twice.
func (b Bell) Bad() { _, _ = io.WriteString(b.Out, "\a\a") }

// player runs a program of the system that plays sound files.
type player struct {
	good, bad func() *exec.Cmd
	mu        sync.Mutex
	playing   bool
}

func (p *player) Good() { p.play(p.good) }
func (p *player) Bad()  { p.play(p.bad) }

// play starts the sound and lets one sound at a time through: in a fast row of
// scans a late sound would speak of the wrong one.
func (p *player) play(command func() *exec.Cmd) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.playing {
		return
	}
	cmd := command()
	if err := cmd.Start(); err != nil {
		return // a sound that cannot be played is not worth a message
	}
	p.playing = true
	go func() {
		// A player without a sound card may hang.
		late := time.AfterFunc(3*time.Second, func() { _ = cmd.Process.Kill() })
		defer late.Stop()
		// The exit status says nothing a packer could use.
		_ = cmd.Wait()
		p.mu.Lock()
		p.playing = false
		p.mu.Unlock()
	}()
}

// players are programs that play a WAV file, with the arguments before its
// name, in the order they are tried.
var players = []struct {
	name string
	args []string
}{
	{"paplay", nil}, {"pw-play", nil}, {"aplay", []string{"-q"}}, {"afplay", nil},
}

// NewSounds writes two short tones to dir and finds a program that plays them;
// without one it is the bell of the terminal that the program was started from,
// and without a terminal it is silent.
func NewSounds(dir string) (Sounds, error) {
	good, bad := filepath.Join(dir, "good.wav"), filepath.Join(dir, "bad.wav")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return Silent{}, fmt.Errorf("make folder for sounds: %w", err)
	}
	for name, tone := range map[string][]byte{good: GoodTone(), bad: BadTone()} {
		if err := os.WriteFile(name, tone, 0o644); err != nil {
			return Silent{}, fmt.Errorf("write sound: %w", err)
		}
	}
	for _, p := range players {
		if path, err := exec.LookPath(p.name); err == nil {
			return &player{good: playCommand(path, p.args, good), bad: playCommand(path, p.args, bad)}, nil
		}
	}
	if runtime.GOOS == "windows" {
		if path, err := exec.LookPath("powershell.exe"); err == nil {
			say := func(file string) func() *exec.Cmd {
				// The name is quoted for PowerShell, in which a quote is doubled.
				return playCommand(path, []string{"-NoProfile", "-Command"},
					"(New-Object Media.SoundPlayer '"+doubled(file)+"').PlaySync()")
			}
			return &player{good: say(good), bad: say(bad)}, nil
		}
	}
	if fi, err := os.Stderr.Stat(); err == nil && fi.Mode()&os.ModeCharDevice != 0 {
		return Bell{os.Stderr}, nil
	}
	return Silent{}, nil
}

func doubled(s string) string {
	out := make([]rune, 0, len(s))
	for _, r := range s {
		out = append(out, r)
		if r == '\'' {
			out = append(out, r)
		}
	}
	return string(out)
}

func playCommand(path string, args []string, last string) func() *exec.Cmd {
	all := append(append([]string{}, args...), last)
	return func() *exec.Cmd {
		cmd := exec.Command(path, all...)
		unseen(cmd)
		return cmd
	}
}

const toneRate = 22050

// GoodTone is a WAV of two short rising notes.
func GoodTone() []byte { return wav(note(1318, 60), note(1760, 90)) }

// BadTone is a WAV of one long low buzz.
func BadTone() []byte { return wav(note(196, 170), note(0, 50), note(196, 260)) }

// note is a tone of a frequency in hertz for some milliseconds, with soft ends
// so that it does not click. Low notes get overtones: small speakers cannot
// play them otherwise.
func note(hertz float64, ms int) []int16 {
	n := toneRate * ms / 1000
	samples := make([]int16, n)
	ramp := toneRate * 6 / 1000
	for i := range samples {
		t := float64(i) / toneRate * hertz * 2 * math.Pi
		v := math.Sin(t)
		if hertz < 400 {
			v = 0.5*math.Sin(t) + 0.3*math.Sin(3*t) + 0.2*math.Sin(5*t)
		}
		edge := min(1, float64(min(i, n-1-i))/float64(ramp))
		samples[i] = int16(v * edge * 0.6 * math.MaxInt16)
	}
	return samples
}

// wav wraps samples as a RIFF WAVE file: PCM, one channel, 16 bit.
func wav(parts ...[]int16) []byte {
	var data []byte
	for _, p := range parts {
		for _, v := range p {
			data = binary.LittleEndian.AppendUint16(data, uint16(v))
		}
	}
	out := []byte("RIFF")
	out = binary.LittleEndian.AppendUint32(out, uint32(36+len(data)))
	out = append(out, "WAVEfmt "...)
	out = binary.LittleEndian.AppendUint32(out, 16)
	for _, v := range []uint16{1, 1} {
		out = binary.LittleEndian.AppendUint16(out, v)
	}
	out = binary.LittleEndian.AppendUint32(out, toneRate)
	out = binary.LittleEndian.AppendUint32(out, toneRate*2)
	out = binary.LittleEndian.AppendUint16(out, 2)
	out = binary.LittleEndian.AppendUint16(out, 16)
	out = append(out, "data"...)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(data)))
	return append(out, data...)
}
