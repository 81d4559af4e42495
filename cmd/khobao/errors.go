package main

import (
	"errors"
	"io/fs"
	"path/filepath"
	"syscall"

	"khobao/index"
	"khobao/internal/config"
	"khobao/internal/failure"
	"khobao/web"
)

// pathFailure says what is wrong with reading a path the user named.
func pathFailure(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return failure.New(failure.NotFound, path, err).WithCode("no-path")
	}
	return failure.New(failure.Unreadable, path, err)
}

// writeFailure says what is wrong with writing to a path the user named.
func writeFailure(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist): // then it is its folder
		return failure.New(failure.NotFound, filepath.Dir(path), err).WithCode("no-path")
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return failure.New(failure.NoSpace, path, err)
	}
	return failure.New(failure.Unreadable, path, err).WithCode("unwritable")
}

// configFailure gives an option's fault its kind.
func configFailure(err error) error {
	var bad *config.Error
	if !errors.As(err, &bad) {
		return err
	}
	return &failure.Error{Kind: failure.Usage, Object: bad.Object, Code: "config-" + bad.Code, Detail: bad.Detail, Err: err}
}

// engineFailure gives an engine's error its kind; others stay as they are.
func engineFailure(err error) error {
	if errors.Is(err, index.ErrNoPrevious) {
		return failure.New(failure.NotFound, "index", err).WithCode("no-previous")
	}
	if kind, code, ok := web.EngineKind(err); ok {
		return &failure.Error{Kind: kind, Code: code, Object: "index", Err: err}
	}
	return err
}
