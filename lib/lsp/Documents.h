//===- Documents.h - what is open in the editor -----------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every document has at most one analysis running. An edit makes what runs
// stale: it is told to stop, and its result is dropped, so nothing is published
// that speaks of an older text. The next analysis waits until the typing
// pauses.
//
// Questions wait for the analysis of the text they were asked about.
//
// Memory is bounded: only some documents keep their precompiled headers; those
// that were not looked at for longest lose them, and what can be asked about
// them, until they are edited again. Their diagnostics stay.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_LSP_DOCUMENTS_H
#define PVLINT_LSP_DOCUMENTS_H

#include "lsp/CompileCommands.h"
#include "lsp/LiveUnit.h"
#include "lsp/Program.h"
#include "lsp/Settings.h"
#include <chrono>
#include <condition_variable>
#include <thread>

namespace pvlint::lsp {

struct Document {
  std::string Path; ///< as the client names it
  std::string Uri;
  int64_t Version = 0;
  std::shared_ptr<const Text> Contents;

private:
  friend class Documents;
  using Question = std::function<void(std::shared_ptr<const Snapshot>)>;

  std::chrono::steady_clock::time_point Due; ///< when to analyse
  bool IsDirty = false;
  bool IsRunning = false;
  bool IsClosed = false;
  std::shared_ptr<std::atomic<bool>> Cancelled;
  std::shared_ptr<Snapshot> Latest; ///< of Contents, or null
  std::unique_ptr<LiveUnit> Unit;
  std::vector<Question> Waiting;
  uint64_t LastUse = 0;
};

class Documents {
public:
  /// How long the typing has to pause.
  static constexpr std::chrono::milliseconds Pause{40};
  /// Documents that keep their headers.
  static constexpr unsigned MaxPrepared = 12;
  static constexpr size_t MaxPreparedBytes = size_t(768) << 20;

  class Listener {
  public:
    virtual ~Listener() = default;
    /// \p S is of \p D as it is now; null when \p D is closed. Called with the
    /// documents locked.
    virtual void publish(const Document &D, const Snapshot *S) = 0;
    /// Why \p D cannot be analysed at all.
    virtual void problem(const Document &D, llvm::StringRef Message) = 0;
    /// What the user should know, whatever is open. On any thread.
    virtual void note(llvm::StringRef Message) = 0;
  };

  Documents(Listener &L, const Settings &O);
  ~Documents();

  void open(std::string Path, std::string Uri, int64_t Version,
            std::string Contents);
  /// False when it is not open.
  bool change(llvm::StringRef Path, int64_t Version,
              llvm::function_ref<void(Text &)> Edit);
  void close(llvm::StringRef Path);
  /// Something other than the texts has changed: analyse all anew.
  void analyseAll();
  void analyseAll(const Settings &O);

  /// Hands over the analysis of the text as it is now, when there is one; null
  /// when there will be none. On any thread.
  void ask(llvm::StringRef Path, Document::Question Q);

  Program &program() { return Whole; }

  /// Stops the threads. Questions that wait get no answer but null.
  void stop();

private:
  Listener &L;
  std::mutex Lock;
  std::condition_variable Wake;
  bool Stopping = false;
  std::shared_ptr<const Settings> Current;
  CompileCommands Commands;
  Program Whole;
  llvm::StringMap<std::shared_ptr<Document>> Known;
  std::vector<std::thread> Threads;
  uint64_t Uses = 0;

  void schedule(Document &D, bool Now);
  void work();
  void analyse(std::unique_lock<std::mutex> &Guard,
               const std::shared_ptr<Document> &D);
  void answer(std::unique_lock<std::mutex> &Guard, Document &D,
              std::shared_ptr<const Snapshot> S);
  void addFromProgram(Snapshot &S, llvm::StringRef Path, const Settings &O);
  void dropOldest();
};

} // namespace pvlint::lsp

#endif // PVLINT_LSP_DOCUMENTS_H
