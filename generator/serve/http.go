package serve

import (
	"fmt"
	"net"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"mingshan/generator/output/audit"
)

// own is where the preview's own addresses begin.
const own = "/.mingshan/"

// guard lets through only requests that were addressed to this machine by its own names. A page of another host
// whose name was made to resolve to 127.0.0.1 (DNS rebinding) says that host's name, and is refused.
func guard(at net.Addr, next http.Handler) http.Handler {
	_, port, err := net.SplitHostPort(at.String())
	hosts := []string{at.String()}
	if err == nil {
		hosts = append(hosts, "localhost:"+port, "127.0.0.1:"+port, "[::1]:"+port)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Cache-Control", "no-store")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		switch {
		case !slices.Contains(hosts, strings.ToLower(r.Host)):
			http.Error(w, "this preview answers to localhost only", http.StatusForbidden)
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			h.Set("Allow", "GET, HEAD")
			http.Error(w, "GET and HEAD only", http.StatusMethodNotAllowed)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// ServeHTTP gives a file of the site, or one of the preview's own.
func (s *stage) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if name, ok := strings.CutPrefix(r.URL.Path, own); ok {
		s.serveOwn(w, r, name)
		return
	}
	at := s.now()
	if at.tree == nil {
		s.write(w, r, http.StatusServiceUnavailable, "x.html", s.plain(at))
		return
	}
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	data, ok := at.tree.Get(name)
	if ok {
		if path.Ext(name) == ".html" {
			data = s.dress(data, at)
			w.Header().Set("Content-Security-Policy", audit.Policy(name))
		}
		s.write(w, r, http.StatusOK, name, data)
		return
	}
	// Only a folder of the site is redirected to, so the address cannot lead to another host.
	if _, folder := at.tree.Get(path.Join(name, "index.html")); folder && path.Clean(name) == name {
		http.Redirect(w, r, (&url.URL{Path: "/" + name + "/"}).String(), http.StatusFound)
		return
	}
	s.notFound(w, r, name, at)
}

// notFound gives the 404 page of the edition, or the site's. Its links are relative to where it stands in the site, not
// to whatever address was asked for, hence the base.
func (s *stage) notFound(w http.ResponseWriter, r *http.Request, name string, at scene) {
	edition, _, _ := strings.Cut(name, "/")
	for _, page := range []string{path.Join(edition, "404.html"), "404.html"} {
		if data, ok := at.tree.Get(page); ok {
			s.write(w, r, http.StatusNotFound, page, s.dress(rebase(data, "/"+page), at))
			return
		}
	}
	http.Error(w, "not found", http.StatusNotFound)
}

func (s *stage) serveOwn(w http.ResponseWriter, r *http.Request, name string) {
	switch name {
	case "events":
		s.events(w, r)
	case "reload.js":
		s.write(w, r, http.StatusOK, name, []byte(reloadJS))
	case "overlay.css":
		s.write(w, r, http.StatusOK, name, []byte(overlayCSS))
	default:
		http.Error(w, "not found", http.StatusNotFound)
	}
}

func (s *stage) write(w http.ResponseWriter, r *http.Request, status int, name string, data []byte) {
	w.Header().Set("Content-Type", contentType(name))
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(data) // a reader who went away is no concern of ours
	}
}

// events tells an open page which site it should show, and when that changes. The number of the site is sent on
// each connection, so a page that missed a change learns of it when it comes back.
func (s *stage) events(w http.ResponseWriter, r *http.Request) {
	control := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	at := s.now()
	send := func(event string) bool {
		_, err := fmt.Fprintf(w, "event: %s\nid: %s\ndata: %s\n\n", event, at.generation, at.generation)
		return err == nil && control.Flush() == nil
	}
	if _, err := fmt.Fprint(w, "retry: 1000\n"); err != nil || r.Method == http.MethodHead || !send("generation") {
		return
	}
	beat := time.NewTicker(15 * time.Second)
	defer beat.Stop()
	for {
		select {
		case <-at.next:
			at = s.now()
			if !send("reload") {
				return
			}
		case <-beat.C: // finds connections that died without a word
			if _, err := fmt.Fprint(w, ": still here\n\n"); err != nil || control.Flush() != nil {
				return
			}
		case <-r.Context().Done():
			return
		}
	}
}

// contentType knows what the site is made of; the system's own table differs from machine to machine.
func contentType(name string) string {
	switch path.Ext(name) {
	case ".html":
		return "text/html; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".json", ".map":
		return "application/json"
	case ".jsonld":
		return "application/ld+json"
	case ".geojson":
		return "application/geo+json"
	case ".webmanifest":
		return "application/manifest+json"
	case ".svg":
		return "image/svg+xml"
	case ".png":
		return "image/png"
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".webp":
		return "image/webp"
	case ".gif":
		return "image/gif"
	case ".ico":
		return "image/x-icon"
	case ".xml":
		return "application/xml; charset=utf-8"
	case ".atom":
		return "application/atom+xml; charset=utf-8"
	case ".ics":
		return "text/calendar; charset=utf-8"
	case ".csv":
		return "text/csv; charset=utf-8"
	case ".txt", ".md", ".jsonl":
		return "text/plain; charset=utf-8"
	case ".xlsx":
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	case ".zip":
		return "application/zip"
	case ".pdf":
		return "application/pdf"
	case ".woff2":
		return "font/woff2"
	case ".wasm":
		return "application/wasm"
	}
	return "application/octet-stream"
}
