// Package serve shows an editor the site while it is being written: it watches the inputs, builds again after each
// change, and serves the last good site from memory on this machine only.
//
//	err := serve.Run(ctx, serve.Options{
//		Root:  ".",
//		Watch: []string{"content", "data"},
//		Addr:  "127.0.0.1:8117",
//		Build: func(ctx context.Context) (*artifact.Tree, diag.List, error) { … },
//	})
//
// What an editor may rely on:
//
//   - public/ is not touched; only "build" publishes.
//   - One build at a time. Changes during a build cause exactly one more.
//   - While there are blocking problems the last good site stays up, and a panel over every page lists what to mend.
//     Before there is a good site, a plain page lists it.
//   - Open pages reload by themselves after each build, also after the server was away.
//   - The preview answers only to this machine's own names (localhost, 127.0.0.1, [::1]): unpublished words are not for
//     a foreign page that had its host name resolved to us.
//
// Pages are the built bytes with a script and, if need be, the panel added at the end; they come from addresses
// below /.mingshan/, which no site has. The script follows /.mingshan/events (server-sent events): "generation" with
// the number of the site on connection, "reload" after each build.
//
// Changes are seen by fsnotify on folders, never on files, for editors and git replace files rather than write into
// them. With Poll, or where the system gives no notice (network drives, too many folders), sizes and times are compared.
package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"path/filepath"
	"time"

	"mingshan/generator/base/artifact"
	"mingshan/generator/base/diag"
)

// Options says what to watch, how to build and where to serve.
type Options struct {
	Root  string   // the project's folder
	Watch []string // files and folders below Root, slash-separated; they may be missing for a while
	Addr  string   // loopback address and port, such as "127.0.0.1:8117"; port 0 takes a free one
	Poll  bool     // compare sizes and times instead of waiting for notice

	Interval time.Duration // between two comparisons; zero means half a second
	Debounce time.Duration // of quiet before a build; zero means a tenth of a second

	// Build makes the whole site from the files as they are now. With blocking problems or an error the tree is not
	// looked at.
	Build func(ctx context.Context) (*artifact.Tree, diag.List, error)

	Lang  string           // of messages: "zh" or "en"
	Log   io.Writer        // for a person; nil is silence
	Ready func(url string) // called once, when the first build is done and the address answers; may be nil
}

// Run serves until ctx ends, which is its good end (nil). It fails when the address is not a loopback one or is
// taken; a failing build is shown, not returned.
func Run(ctx context.Context, opts Options) error {
	opts = opts.withDefaults()
	if err := loopback(opts.Addr); err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", opts.Addr)
	if err != nil {
		return fmt.Errorf("serve on %s: %w", opts.Addr, err)
	}
	defer listener.Close() // closed by the server before; this is for the ways out above it

	ctx, stop := context.WithCancel(ctx)
	defer stop()
	eye, err := watch(ctx, opts)
	if err != nil {
		return err
	}
	show := newStage(opts.Lang, time.Now())
	build(ctx, opts, show)

	server := &http.Server{
		Handler:           guard(listener.Addr(), show),
		ReadHeaderTimeout: 5 * time.Second,
		// Streams of events end with ctx; without this a shutdown would wait for them.
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	address := "http://" + listener.Addr().String() + "/"
	say(opts, diag.Say("预览 %s　按 Ctrl+C 结束", "preview at %s (Ctrl+C ends it)", address))
	if opts.Ready != nil {
		opts.Ready(address)
	}

	for {
		select {
		case <-eye.changed:
			if eye.settle(ctx) {
				build(ctx, opts, show)
			}
		case err := <-served:
			return fmt.Errorf("serve on %s: %w", opts.Addr, err)
		case <-ctx.Done():
			return shutDown(server, served)
		}
	}
}

func (o Options) withDefaults() Options {
	if o.Interval <= 0 {
		o.Interval = 500 * time.Millisecond
	}
	if o.Debounce <= 0 {
		o.Debounce = 100 * time.Millisecond
	}
	if o.Log == nil {
		o.Log = io.Discard
	}
	if abs, err := filepath.Abs(o.Root); err == nil {
		o.Root = abs
	}
	return o
}

// shutDown lets answers under way end, for a short while.
func shutDown(server *http.Server, served <-chan error) error {
	late, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	err := server.Shutdown(late)
	if errors.Is(err, context.DeadlineExceeded) {
		err = server.Close()
	}
	if closed := <-served; !errors.Is(closed, http.ErrServerClosed) {
		err = errors.Join(err, closed)
	}
	if err != nil {
		return fmt.Errorf("serve: end: %w", err)
	}
	return nil
}

// loopback refuses addresses that other machines could reach.
func loopback(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("serve on %q: %w; write it as 127.0.0.1:8117", addr, err)
	}
	if host == "localhost" {
		return nil
	}
	if ip, err := netip.ParseAddr(host); err != nil || !ip.IsLoopback() {
		return fmt.Errorf("serve on %q: the preview shows unpublished work and stays on this machine; use 127.0.0.1, [::1] or localhost", addr)
	}
	return nil
}

// build makes the site once and puts the outcome on the stage and in the log.
func build(ctx context.Context, opts Options, show *stage) {
	began := time.Now()
	tree, problems, err := opts.Build(ctx)
	if ctx.Err() != nil {
		return // a build cut short by the end says nothing
	}
	if err == nil && tree == nil && problems.Blocking() == 0 {
		err = errors.New("neither a site nor a problem came out")
	}
	took := time.Since(began).Seconds()
	show.change(tree, problems, err)
	if werr := problems.Write(opts.Log, opts.Lang); werr != nil {
		return // nobody reads the log
	}
	blocking := problems.Blocking()
	switch {
	case err != nil:
		say(opts, diag.Say("生成出错，保留上一版：%v", "the build failed, the last good site stays: %v", err))
	case blocking > 0:
		say(opts, diag.Say("%d 个问题须改正，保留上一版（%.2f 秒）", "%d problems to mend, the last good site stays (%.2f s)", blocking, took))
	default:
		say(opts, diag.Say("已生成 %d 个文件，%d 个提醒（%.2f 秒）", "%d files built, %d warnings (%.2f s)", len(tree.Paths()), problems.Len(), took))
	}
}

// say writes a line for a person; a log that cannot be written to is no reason to stop serving.
func say(opts Options, m diag.Msg) {
	_, _ = fmt.Fprintln(opts.Log, m.In(opts.Lang))
}
