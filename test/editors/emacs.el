;;; emacs.el --- drives eglot and prints what a user would see, as JSON  -*- lexical-binding: t; -*-
;;
;;   SETUP=… FILE=… LINE=… COLUMN=… emacs -q --batch -l emacs.el
;;
;; SETUP is what docs/editors.md tells users to write.
;; LINE and COLUMN, counted from 1, are those of a finding with a fix-it.

(package-initialize)
(require 'cl-lib)
(require 'eglot)
(require 'json)

(defvar seen nil)
(defun see (key value) (push (cons key value) seen))

(defun await (what condition)
  (let ((end (+ (float-time) 60)))
    (while (not (funcall condition))
      (when (> (float-time) end) (error "Nothing after 60 s: %s" what))
      (accept-process-output nil 0.05))))

(condition-case problem
    (progn
      (setq eglot-sync-connect 30 make-backup-files nil)
      (load (getenv "SETUP") nil t)
      (switch-to-buffer (find-file-noselect (getenv "FILE")))
      ;; What eglot waits for, and a batch does not come to.
      (run-hooks 'post-command-hook)

      (await "diagnostics" #'flymake-diagnostics)
      (see 'diagnostics
           (vconcat (mapcar (lambda (diagnostic)
                              (let ((begin (flymake-diagnostic-beg diagnostic)))
                                `((line . ,(line-number-at-pos begin))
                                  (column . ,(save-excursion (goto-char begin) (1+ (- begin (line-beginning-position)))))
                                  (type . ,(symbol-name (flymake-diagnostic-type diagnostic)))
                                  (message . ,(flymake-diagnostic-text diagnostic)))))
                            (flymake-diagnostics))))

      (goto-char (point-min))
      (forward-line (1- (string-to-number (getenv "LINE"))))
      (forward-char (1- (string-to-number (getenv "COLUMN"))))
      (let (hover)
        (eglot-hover-eldoc-function (lambda (text &rest _) (setq hover text)))
        (await "hover" (lambda () hover))
        (see 'hover (substring-no-properties hover)))

      (let ((before (buffer-chars-modified-tick)) (found (length (flymake-diagnostics))))
        ;; The first choice, as with return; not with the mouse, which would be a menu.
        (cl-letf ((last-nonmenu-event ?\r)
                  ((symbol-function 'completing-read)
                   (lambda (_ choices &rest _)
                     (see 'actions (vconcat (mapcar #'car choices)))
                     (caar choices))))
          (eglot-code-actions (point) nil nil t))
        (await "a change by the code action" (lambda () (/= (buffer-chars-modified-tick) before)))
        ;; Which also sends the change: eglot waits for an idle moment, and a batch has none.
        (save-buffer)
        (await "fewer diagnostics" (lambda () (< (length (flymake-diagnostics)) found)))
        (see 'left (length (flymake-diagnostics))))
      (eglot-shutdown (eglot--current-server-or-lose)))
  (error (see 'error (error-message-string problem))))
(princ (concat (json-serialize seen) "\n"))
