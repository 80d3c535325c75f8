package page

import (
	"net/url"
	"strings"
)

// Route is an address inside the window: the page's name, what it shows, and
// how: "orders", "order/10042", "orders?view=late". Parts are escaped, so that
// any number, SKU or name can stand in one.
type Route string

// To makes a route of a page's name and its arguments.
func To(name string, args ...string) Route {
	var b strings.Builder
	b.WriteString(name)
	for _, a := range args {
		b.WriteByte('/')
		b.WriteString(url.PathEscape(a))
	}
	return Route(b.String())
}

func (r Route) split() (path []string, query url.Values) {
	p, q, _ := strings.Cut(string(r), "?")
	path = strings.Split(p, "/")
	// A query that cannot be read is as good as none: routes are also read
	// from settings of an older version.
	query, err := url.ParseQuery(q)
	if err != nil {
		query = url.Values{}
	}
	return path, query
}

// Name is the first word: the page that shows the route.
func (r Route) Name() string {
	path, _ := r.split()
	return path[0]
}

// Arg is the i-th argument after the name, counted from 0, or "".
func (r Route) Arg(i int) string {
	path, _ := r.split()
	if i < 0 || i+1 >= len(path) {
		return ""
	}
	s, err := url.PathUnescape(path[i+1])
	if err != nil {
		return path[i+1]
	}
	return s
}

// Get is the value behind the question mark with that name, or "".
func (r Route) Get(name string) string {
	_, query := r.split()
	return query.Get(name)
}

// With returns the route with one value behind the question mark set, or taken
// away when value is "".
func (r Route) With(name, value string) Route {
	path, _, _ := strings.Cut(string(r), "?")
	_, query := r.split()
	if value == "" {
		query.Del(name)
	} else {
		query.Set(name, value)
	}
	if len(query) == 0 {
		return Route(path)
	}
	return Route(path + "?" + query.Encode())
}
