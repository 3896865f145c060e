//===- Server.cpp - the language server -----------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/Server.h"
#include "lsp/Actions.h"
#include "lsp/Diagnostics.h"
#include "lsp/Hover.h"
#include "lsp/StateMarks.h"
#include "llvm/Support/FormatVariadic.h"
#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

using llvm::StringRef;
namespace json = llvm::json;

namespace pvlint::lsp {

constexpr std::chrono::seconds MaxLastAnalysis(5);

Server::Server(const Settings &O, llvm::lsp::JSONTransport &Transport,
               const Input &Messages)
    : CommandChecks(O.Select.Checks), Current(O), Transport(Transport),
      Messages(Messages), Handler(Transport), Open(*this, O) {
  Publish = Handler.outgoingNotification<json::Value>(
      "textDocument/publishDiagnostics");
  Show = Handler.outgoingNotification<json::Value>("window/showMessage");
  ShowDocument = Handler.outgoingRequest<json::Value, Params>(
      "window/showDocument", [](const json::Value &, llvm::Expected<Params> P) {
        llvm::consumeError(P.takeError());
      });
  Handler.method("initialize", this, &Server::initialize);
  Handler.method("shutdown", this, &Server::shutdown);
  Handler.method(TooEarly, this, &Server::tooEarly);
  Handler.method(Again, this, &Server::again);
  Handler.method(TooLate, this, &Server::tooLate);
  Handler.method("textDocument/codeAction", this, &Server::codeAction);
  Handler.method("workspace/executeCommand", this, &Server::executeCommand);
  Handler.method("textDocument/hover", this, &Server::hover);
  Handler.method("textDocument/inlayHint", this, &Server::inlayHint);
  Handler.method("textDocument/codeLens", this, &Server::codeLens);
  Handler.notification("initialized", this, &Server::ignore);
  Handler.notification("$/cancelRequest", this, &Server::cancelRequest);
  Handler.notification("$/setTrace", this, &Server::ignore);
  Handler.notification("textDocument/didOpen", this, &Server::didOpen);
  Handler.notification("textDocument/didChange", this, &Server::didChange);
  Handler.notification("textDocument/didSave", this, &Server::didSave);
  Handler.notification("textDocument/didClose", this, &Server::didClose);
  Handler.notification("workspace/didChangeWatchedFiles", this,
                       &Server::didChangeWatchedFiles);
  Handler.notification("workspace/didChangeConfiguration", this,
                       &Server::didChangeConfiguration);
}

/// Ends this process with the one that the client says it is. A client in
/// another container has a number that is nobody here, or is somebody else's.
static void endWith(pid_t Client) {
  const int Fd = ::syscall(SYS_pidfd_open, Client, 0);
  if (Fd < 0)
    return;
  std::thread([Fd] {
    pollfd Polled{Fd, POLLIN, 0};
    while (::poll(&Polled, 1, -1) < 0 && errno == EINTR)
      ;
    ::_exit(1);
  }).detach();
}

bool Server::run() {
  llvm::Error E = Transport.run(Handler);
  const bool Fine = !E;
  // Nobody waits for an analysis that does not hear that it is cancelled.
  std::thread([Status = Fine && HasShutDown ? 0 : 1] {
    std::this_thread::sleep_for(MaxLastAnalysis);
    ::_exit(Status);
  }).detach();
  Open.stop();
  llvm::consumeError(std::move(E));
  return Fine && HasShutDown;
}

void Server::initialize(const Params &P, Reply R) {
  readSettings(P.get("initializationOptions"));
  if (auto Client = P.integer("processId"); Client && *Client > 0)
    endWith(*Client);
  CanShowDocument = P.flag("capabilities.window.showDocument.support");
  Open.analyseAll(Current);
  json::Object Capabilities{
      {"positionEncoding", "utf-16"},
      {"textDocumentSync",
       json::Object{{"openClose", true},
                    {"change", 2},
                    {"save", json::Object{{"includeText", false}}}}},
      {"codeActionProvider",
       json::Object{{"codeActionKinds", json::Array{"quickfix"}}}},
      {"hoverProvider", true},
      {"inlayHintProvider", true},
      {"codeLensProvider", json::Object{{"resolveProvider", false}}},
      {"executeCommandProvider",
       json::Object{{"commands", json::Array{ShowWitness}}}},
  };
  R(json::Object{{"capabilities", std::move(Capabilities)},
                 {"serverInfo", json::Object{{"name", "pvlint"},
                                             {"version", PVLINT_VERSION}}}});
}

void Server::tooEarly(const Params &, Reply R) {
  R(llvm::make_error<llvm::lsp::LSPError>(
      "the first request has to be 'initialize'",
      llvm::lsp::ErrorCode::ServerNotInitialized));
}

void Server::again(const Params &, Reply R) {
  R(llvm::make_error<llvm::lsp::LSPError>(
      "'initialize' can only be requested once",
      llvm::lsp::ErrorCode::InvalidRequest));
}

void Server::tooLate(const Params &, Reply R) {
  R(llvm::make_error<llvm::lsp::LSPError>(
      "after 'shutdown' comes 'exit'", llvm::lsp::ErrorCode::InvalidRequest));
}

void Server::shutdown(const Params &, Reply R) {
  HasShutDown = true;
  R(nullptr);
}

void Server::cancelRequest(const Params &P) {
  if (const json::Value *Id = P.get("id"))
    Asked.cancel(*Id);
}

void Server::whenAnalysed(StringRef Path, Reply R,
                          std::function<json::Value(const Snapshot *)> Answer) {
  const Pending::Ticket T = Asked.add(Messages.id(), std::move(R));
  Open.ask(Path, [=, this, Answer = std::move(Answer)](
                     const std::shared_ptr<const Snapshot> &S) {
    if (Asked.isWaiting(T))
      Asked.answer(T, Answer(S.get()));
  });
}

/// Takes over what \p V has; false when that changes nothing.
bool Server::readSettings(const json::Value *V) {
  if (!V)
    return false;
  // Clients send their settings as they are, or all servers' by name.
  Params P{*V};
  if (const json::Value *Own = P.get("pvlint"))
    P = Params{json::Value(*Own)};
  bool Changed = false;
  if (auto Level = P.string("level")) {
    if (auto Parsed = checks::parseLevel(*Level)) {
      Changed |= Current.Select.Show != *Parsed;
      Current.Select.Show = *Parsed;
    } else {
      complain(("setting 'level': unknown value '" + *Level +
                "', expected error, warning or audit")
                   .str());
    }
  }
  if (auto New = P.string("checks"); New && *New != Checks) {
    checks::CheckFilter Filter;
    if (llvm::Error E = Filter.add(*New)) {
      complain("setting 'checks': " + llvm::toString(std::move(E)));
    } else {
      Checks = New->str();
      Current.Select.Checks = New->empty() ? CommandChecks : Filter;
      Changed = true;
    }
  }
  if (const json::Value *Hints = P.get("inlayHints"))
    if (auto On = Hints->getAsBoolean())
      InlayHints = *On;
  if (const json::Value *Marks = P.get("stateMarks"))
    if (auto On = Marks->getAsBoolean())
      StateMarks = *On;
  return Changed;
}

void Server::didChangeConfiguration(const Params &P) {
  if (readSettings(P.get("settings")))
    Open.analyseAll(Current);
}

void Server::didOpen(const Params &P) {
  auto Path = P.file();
  auto Contents = P.string("textDocument.text");
  if (!Path || !Contents)
    return;
  Open.open(*Path, P.string("textDocument.uri")->str(),
            P.integer("textDocument.version").value_or(0), Contents->str());
}

void Server::didChange(const Params &P) {
  auto Path = P.file();
  const json::Value *Changes = P.get("contentChanges");
  const json::Array *List = Changes ? Changes->getAsArray() : nullptr;
  if (!Path || !List)
    return;
  bool Fits = true;
  Open.change(*Path, P.integer("textDocument.version").value_or(0),
              [&](Text &T) {
                const Text Old = T;
                for (const json::Value &V : *List) {
                  Params Change{V};
                  auto New = Change.string("text");
                  const json::Value *At = Change.get("range");
                  const auto Range = readRange(At);
                  Fits &= New && (!At || Range) && T.replace(Range, *New);
                }
                // Half of a change is no text that anybody has seen.
                if (!Fits)
                  T = Old;
              });
  if (!Fits)
    complain(
        "a change of '" + *Path +
        "' names a place that is not there, and was refused: what is "
        "shown is about the text before; close the file and open it again");
}

void Server::didSave(const Params &P) {
  auto Path = P.file();
  if (Path && !StringRef(*Path).ends_with(".c"))
    Open.analyseAll();
}

void Server::didClose(const Params &P) {
  if (auto Path = P.file())
    Open.close(*Path);
}

void Server::didChangeWatchedFiles(const Params &) { Open.analyseAll(); }

static std::string offCallersTitle(StringRef Function, uint64_t Count) {
  return ("'" + Function + "' is called with interrupts disabled from " +
          llvm::Twine(Count) + (Count == 1 ? " place" : " places"))
      .str();
}

/// Says \p Message once in a session.
void Server::complain(const std::string &Message) {
  {
    std::lock_guard<std::mutex> Guard(ComplainLock);
    if (!Complained.insert(Message).second)
      return;
  }
  Show(json::Object{{"type", 2}, {"message", "pvlint: " + Message}});
}

void Server::problem(const Document &, StringRef Message) {
  complain(Message.str());
}

void Server::note(StringRef Message) { complain(Message.str()); }

void Server::publish(const Document &D, const Snapshot *S) {
  json::Object Message{{"uri", D.Uri}};
  if (S) {
    Message["version"] = S->Version;
    Message["diagnostics"] = diagnosticsOf(*S, D.Path, D.Uri);
  } else {
    Message["diagnostics"] = json::Array();
  }
  Publish(std::move(Message));
}

void Server::codeAction(const Params &P, Reply R) {
  auto Path = P.file();
  auto Where = readRange(P.get("range"));
  if (!Path || !Where)
    return R(json::Array());
  const std::string Uri = P.string("textDocument.uri")->str();
  whenAnalysed(*Path, std::move(R), [=](const Snapshot *S) {
    return S ? actionsAt(*S, *Path, Uri, *Where) : json::Array();
  });
}

void Server::hover(const Params &P, Reply R) {
  auto Path = P.file();
  auto Where = readPosition(P.get("position"));
  if (!Path || !Where)
    return R(nullptr);
  whenAnalysed(*Path, std::move(R), [=, this](const Snapshot *S) {
    std::string Text = S ? hoverAt(*S, *Where) : "";
    if (Text.empty())
      return json::Value(nullptr);
    const auto *Body = S->States->at(Where->line + 1);
    const OffCallers Off =
        Open.program().callersOff(S->Database, *Path, Body->Flow->Name);
    if (Off.Total)
      Text += "\n\n" + offCallersTitle(Body->Flow->Name, Off.Total);
    return json::Value(
        json::Object{{"contents", json::Object{{"kind", "markdown"},
                                               {"value", std::move(Text)}}}});
  });
}

void Server::inlayHint(const Params &P, Reply R) {
  auto Path = P.file();
  auto Where = readRange(P.get("range"));
  if (!Path || !Where || (!InlayHints && !StateMarks))
    return R(json::Array());
  whenAnalysed(*Path, std::move(R), [=, this](const Snapshot *S) {
    json::Array Hints;
    if (!S)
      return Hints;
    const unsigned First = Where->start.line + 1, Last = Where->end.line + 1;
    if (StateMarks)
      Hints = stateMarks(*S, First, Last);
    if (InlayHints)
      for (json::Value &Hint : inlayHints(*S, First, Last))
        Hints.push_back(std::move(Hint));
    return Hints;
  });
}

/// Above each function that the program enters with interrupts off.
void Server::codeLens(const Params &P, Reply R) {
  auto Path = P.file();
  if (!Path)
    return R(json::Array());
  whenAnalysed(*Path, std::move(R), [=, this](const Snapshot *S) {
    json::Array Lenses;
    if (S && S->States)
      for (const auto &Body : S->States->Bodies) {
        const flow::Function &F = *Body.Flow;
        const OffCallers Off =
            Open.program().callersOff(S->Database, *Path, F.Name);
        if (!Off.Total)
          continue;
        const std::string Title = offCallersTitle(F.Name, Off.Total);
        std::string Text = Title + ":";
        for (const std::string &Chain : Off.Chains)
          Text += "\n" + Chain;
        if (Off.Total > Off.Chains.size())
          Text += "\n…";
        Lenses.push_back(json::Object{
            {"range",
             toJSON(S->Contents->word(F.Loc.Begin.Line, F.Loc.Begin.Col))},
            {"command",
             json::Object{{"title", Title},
                          {"command", ShowWitness},
                          {"arguments", json::Array{json::Object{
                                            {"text", std::move(Text)}}}}}}});
      }
    return Lenses;
  });
}

void Server::executeCommand(const Params &P, Reply R) {
  auto Name = P.string("command");
  const json::Value *Given = P.get("arguments");
  const json::Array *List = Given ? Given->getAsArray() : nullptr;
  if (Name != StringRef(ShowWitness) || !List || List->empty())
    return R(llvm::make_error<llvm::lsp::LSPError>(
        ("unknown command '" + Name.value_or("") + "'").str(),
        llvm::lsp::ErrorCode::InvalidParams));
  Params Step{(*List)[0]};
  if (auto Text = Step.string("text"))
    Show(json::Object{{"type", 3}, {"message", *Text}});
  if (auto Uri = Step.string("uri"); Uri && CanShowDocument)
    if (const json::Value *Range = Step.get("range"))
      ShowDocument(json::Object{{"uri", *Uri},
                                {"takeFocus", true},
                                {"selection", json::Value(*Range)}},
                   json::Value(("pvlint-" + llvm::Twine(NextRequest++)).str()));
  R(nullptr);
}

} // namespace pvlint::lsp
