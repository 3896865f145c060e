;;; pvlint.el --- Interrupt flags of the Linux kernel, checked while typing  -*- lexical-binding: t; -*-

;; Author: The pvlint project
;; Maintainer: The pvlint project
;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1") (eglot "1.9"))
;; Keywords: c, languages, tools
;; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

;;; Commentary:

;; pvlint finds misuse of saved interrupt flags in C code of the Linux
;; kernel: restores with interrupts enabled, flags that nobody saved or
;; that were overwritten, functions that return with interrupts disabled.
;; This package starts its language server, which needs `pvlint' in the
;; path and a compile_commands.json in the folder of the file or above.
;;
;; Eglot has one server a buffer, so it is this one instead of another:
;;
;;   (require 'pvlint)
;;   (add-hook 'c-mode-hook #'pvlint-eglot-ensure)
;;
;; Beside another server, lsp-mode can run it:
;;
;;   (with-eval-after-load 'lsp-mode (pvlint-lsp-mode-setup))

;;; Code:

(require 'eglot)

(declare-function lsp-register-client "lsp-mode")
(declare-function lsp-stdio-connection "lsp-mode")
(declare-function make-lsp-client "lsp-mode")

(defgroup pvlint nil
  "Interrupt flags of the Linux kernel."
  :group 'tools
  :prefix "pvlint-")

(defcustom pvlint-program "pvlint"
  "The pvlint command: a name in variable `exec-path', or a path."
  :type 'string)

(defcustom pvlint-level "warning"
  "Show findings of this level and above."
  :type '(choice (const "error") (const "warning") (const "audit")))

(defcustom pvlint-checks ""
  "Only these checks: comma-separated globs; -GLOB excludes."
  :type 'string)

(defun pvlint--options ()
  "Return what the server is told in the beginning."
  (list :level pvlint-level :checks pvlint-checks))

(defun pvlint--contact (&rest _)
  "Return how Eglot is to start the server."
  (list pvlint-program "lsp" :initializationOptions (pvlint--options)))

;;;###autoload
(defun pvlint-eglot-ensure ()
  "Let Eglot start pvlint for this buffer."
  (setq-local eglot-server-programs
              (cons '((c-mode c-ts-mode) . pvlint--contact)
                    eglot-server-programs))
  (eglot-ensure))

;;;###autoload
(defun pvlint-lsp-mode-setup ()
  "Let lsp-mode start pvlint beside other servers."
  (lsp-register-client
   (make-lsp-client
    :new-connection (lsp-stdio-connection
                     (lambda () (list pvlint-program "lsp")))
    :major-modes '(c-mode c-ts-mode)
    :initialization-options #'pvlint--options
    :add-on? t
    :server-id 'pvlint)))

(provide 'pvlint)

;;; pvlint.el ends here
