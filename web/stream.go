package web

import (
	"bufio"
	"context"
	"io"
	"net"
	"time"

	"github.com/gofiber/fiber/v2"

	"khobao/internal/failure"
)

// exportSlots is how many files are written at once: each keeps a core busy, and
// searches come first.
const exportSlots = 4

// takeSlot takes one of the slots for files, or says that all are taken.
func (s *Server) takeSlot() (done func(), err error) {
	select {
	case s.exporting <- struct{}{}:
		return func() { <-s.exporting }, nil
	default:
		return nil, failure.Newf(failure.Busy, "export", "%d files are being written", exportSlots)
	}
}

// flusher is what a streamed answer is written to.
type flusher = bufio.Writer

// streamBuffer is how much is gathered before it is sent.
const streamBuffer = 64 << 10

// stream answers with what write writes, as it comes, and calls done at the end.
// A reader who stops reading is let go after the write time-out; one who reads
// may take as long as the file is. An error ends the connection in its middle,
// so that half a file is not taken for a whole one.
func (s *Server) stream(c *fiber.Ctx, done func(), write func(context.Context, *flusher) error) error {
	if c.Method() == fiber.MethodHead {
		done()
		return nil
	}
	path := c.Path()
	r, w := io.Pipe()
	ctx, cancel := context.WithCancel(s.life)
	go func() {
		var err error
		defer func() { w.CloseWithError(err) }() // last: who has the whole file may ask for another
		defer done()
		defer cancel()
		b := bufio.NewWriterSize(w, streamBuffer)
		if err = write(ctx, b); err == nil {
			err = b.Flush()
		}
		if err != nil && ctx.Err() == nil {
			s.deps.Log.Error("file broken off", "path", path, "err", err)
		}
	}()
	c.Context().SetBodyStream(&rolling{r, c.Context().Conn(), cancel}, -1)
	return nil
}

// rolling moves a connection's write time-out on with every piece that is sent,
// once there is one: what is searched through for it may take longer.
type rolling struct {
	*io.PipeReader
	conn net.Conn
	gone context.CancelFunc
}

func (r *rolling) Read(b []byte) (int, error) {
	n, err := r.PipeReader.Read(b)
	if late := r.conn.SetWriteDeadline(time.Now().Add(writeTimeout)); err == nil {
		err = late
	}
	return n, err
}

// Close is called by the server when the answer is over or its reader is gone.
func (r *rolling) Close() error {
	r.gone()
	return r.PipeReader.Close()
}
