package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// The planning commands read one JSON document, or with --lines one a line, and
// answer each with one line, in order, as it is ready.

// mostDocument bounds one document, so that a wrong file does not fill the memory.
const mostDocument = 256 << 20

// errBadLines says at the end that some lines were answered with an error.
var errBadLines = errors.New("some lines could not be answered: their answers say why")

// documents answers each document of standard input.
func (m *Main) documents(ctx context.Context, name string, args []string, answer func(ctx context.Context, document []byte) (any, error)) error {
	f := m.flags(name)
	lines := f.Bool("lines", false, "one document a line, one answer a line")
	words, err := parse(f, args)
	if err != nil || len(words) != 0 {
		return usageOr(err, "packbench "+name+" [--lines] < documents.json")
	}
	out := bufio.NewWriterSize(m.Stdout, 1<<16)
	if !*lines {
		document, err := io.ReadAll(io.LimitReader(m.Stdin, mostDocument+1))
		if err != nil {
			return fmt.Errorf("read standard input: %w", err)
		}
		if len(document) > mostDocument {
			return fmt.Errorf("standard input: a document of more than %d MB is refused", mostDocument>>20)
		}
		a, err := answer(ctx, document)
		if err != nil {
			return fmt.Errorf("standard input: %w", err)
		}
		return m.answerLine(out, a)
	}
	in := bufio.NewReaderSize(m.Stdin, 1<<16)
	bad := false
	for ctx.Err() == nil {
		line, err := readLine(in)
		if err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("read standard input: %w", err)
		}
		if text := bytes.TrimSpace(line); len(text) > 0 {
			a, why := answer(ctx, text)
			if why != nil {
				bad, a = true, map[string]string{"error": why.Error()}
			}
			if err := m.answerLine(out, a); err != nil {
				return err
			}
		}
		if err != nil {
			break
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if bad {
		return errBadLines
	}
	return nil
}

// readLine reads one line, however long up to the limit.
func readLine(in *bufio.Reader) (line []byte, err error) {
	for {
		part, err := in.ReadSlice('\n')
		if line = append(line, part...); len(line) > mostDocument {
			return nil, fmt.Errorf("a line of more than %d MB is refused", mostDocument>>20)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, err
		}
	}
}

func (m *Main) answerLine(out *bufio.Writer, a any) error {
	text, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("write the answer: %w", err)
	}
	if _, err := out.Write(append(text, '\n')); err != nil {
		return fmt.Errorf("write the answer: %w", err)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write the answer: %w", err)
	}
	return nil
}

var unknownKey = regexp.MustCompile(`^json: unknown field (".*")$`)

// readDocument reads a document into v. Unknown keys are refused by name; what is
// wrong is named with its line and column.
func readDocument(document []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(document))
	d.DisallowUnknownFields()
	err := d.Decode(v)
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case err == nil:
		if _, err := d.Token(); !errors.Is(err, io.EOF) {
			return fmt.Errorf("%s: something stands after the document", position(document, d.InputOffset()))
		}
		return nil
	case errors.Is(err, io.EOF):
		return errors.New("it is empty: a JSON document was expected")
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("%s: the document ends too soon", position(document, int64(len(document))))
	case errors.As(err, &syntax):
		return fmt.Errorf("%s: %s", position(document, syntax.Offset), strings.TrimPrefix(syntax.Error(), "json: "))
	case errors.As(err, &kind):
		return fmt.Errorf("%s: %s is %s, %s was expected", position(document, kind.Offset), orText(kind.Field, "the document"), kind.Value, expected(kind.Type.String()))
	}
	if found := unknownKey.FindStringSubmatch(err.Error()); found != nil {
		return fmt.Errorf("%s: there is no key %s", position(document, d.InputOffset()), found[1])
	}
	return err
}

func orText(s, empty string) string {
	if s == "" {
		return empty
	}
	return s
}

// expected says in words what of Go's kinds a place takes.
func expected(kind string) string {
	switch {
	case strings.HasPrefix(kind, "int"), strings.HasPrefix(kind, "*int"), strings.HasPrefix(kind, "uint"):
		return "a whole number"
	case strings.HasPrefix(kind, "float"), strings.HasPrefix(kind, "*float"):
		return "a number"
	case strings.HasPrefix(kind, "[]"):
		return "a list"
	case kind == "string":
		return "a text"
	case kind == "bool":
		return "true or false"
	}
	return "an object"
}

// position is the line and the column of an offset.
func position(document []byte, offset int64) string {
	before := document[:min(offset, int64(len(document)))]
	line := bytes.Count(before, []byte{'\n'}) + 1
	return fmt.Sprintf("line %d, column %d", line, len(before)-bytes.LastIndexByte(before, '\n'))
}
