;;; package.el --- says what is wrong with a package  -*- lexical-binding: t; -*-
;;
;;   emacs -q --batch -l package.el FILE COMPILED
;;
;; What an archive of packages looks at: the headers, doc strings, and what the
;; compiler warns of.

(package-initialize)
(require 'checkdoc)

(pcase-let ((`(,file ,compiled) command-line-args-left))
  (setq command-line-args-left nil
        byte-compile-error-on-warn t
        byte-compile-dest-file-function (lambda (_) compiled))
  (with-temp-buffer
    (insert-file-contents file)
    (princ (format "%S\n" (package-desc-version (package-buffer-info)))))
  (checkdoc-file file)
  (unless (byte-compile-file file)
    (kill-emacs 1)))
