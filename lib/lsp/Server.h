//===- Server.h - the language server ---------------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Messages in, messages out. Texts of documents and what is known of them are
// in Documents.h; analyses run on its threads.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_LSP_SERVER_H
#define PVLINT_LSP_SERVER_H

#include "lsp/Documents.h"
#include "lsp/Input.h"
#include "lsp/Params.h"
#include "lsp/Pending.h"
#include "lsp/Settings.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/LSP/Transport.h"

namespace pvlint::lsp {

class Server : Documents::Listener {
public:
  /// \p Transport reads from \p Messages.
  Server(const Settings &O, llvm::lsp::JSONTransport &Transport,
         const Input &Messages);

  /// Serves until the client says so. False when it went away instead.
  bool run();

private:
  using Reply = Pending::Reply;

  const checks::CheckFilter CommandChecks; ///< of the command line
  Settings Current;   ///< of the command line, and what the client changed
  std::string Checks; ///< the client's setting
  bool InlayHints = false;
  bool StateMarks = false;
  bool CanShowDocument = false;
  bool HasShutDown = false;
  llvm::lsp::JSONTransport &Transport;
  const Input &Messages;
  llvm::lsp::MessageHandler Handler;
  llvm::lsp::OutgoingNotification<llvm::json::Value> Publish, Show;
  llvm::lsp::OutgoingRequest<llvm::json::Value> ShowDocument;
  unsigned NextRequest = 1;
  llvm::StringSet<> Complained; ///< messages that were shown
  std::mutex ComplainLock;
  Pending Asked;
  Documents Open;

  // Of the protocol.
  void initialize(const Params &P, Reply R);
  void shutdown(const Params &P, Reply R);
  void tooEarly(const Params &P, Reply R);
  void again(const Params &P, Reply R);
  void tooLate(const Params &P, Reply R);
  void ignore(const Params &) {}
  void cancelRequest(const Params &P);
  void didOpen(const Params &P);
  void didChange(const Params &P);
  void didSave(const Params &P);
  void didClose(const Params &P);
  void didChangeWatchedFiles(const Params &P);
  void didChangeConfiguration(const Params &P);
  void codeAction(const Params &P, Reply R);
  void executeCommand(const Params &P, Reply R);
  void hover(const Params &P, Reply R);
  void inlayHint(const Params &P, Reply R);
  void codeLens(const Params &P, Reply R);

  /// Replies with what \p Answer makes of the analysis of the text at \p Path
  /// as it is now; of null when there is none. On any thread, and not if the
  /// client has taken the request back by then.
  void whenAnalysed(llvm::StringRef Path, Reply R,
                    std::function<llvm::json::Value(const Snapshot *)> Answer);
  bool readSettings(const llvm::json::Value *V);
  void complain(const std::string &Message);

  // Of the documents.
  void publish(const Document &D, const Snapshot *S) override;
  void problem(const Document &D, llvm::StringRef Message) override;
  void note(llvm::StringRef Message) override;
};

} // namespace pvlint::lsp

#endif // PVLINT_LSP_SERVER_H
