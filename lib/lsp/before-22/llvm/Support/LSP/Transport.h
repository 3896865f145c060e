//===- Transport.h - of LLVM 22, for those before it ------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Messages of JSON-RPC to handlers by their method, and replies and
// notifications to the client. Protocol.h says why this is here.
//
//===----------------------------------------------------------------------===//

#ifndef LLVM_SUPPORT_LSP_TRANSPORT_H
#define LLVM_SUPPORT_LSP_TRANSPORT_H

#include "llvm/ADT/FunctionExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/LSP/Protocol.h"
#include "llvm/Support/LogicalResult.h"
#include "llvm/Support/raw_ostream.h"
#include <functional>
#include <memory>
#include <mutex>

namespace llvm::lsp {

template <typename T> using Callback = unique_function<void(Expected<T>)>;
template <typename T>
using OutgoingNotification = unique_function<void(const T &)>;
template <typename T>
using OutgoingRequest = unique_function<void(const T &, json::Value Id)>;
template <typename T>
using OutgoingRequestCallback = std::function<void(json::Value, Expected<T>)>;

class JSONTransportInput {
public:
  virtual ~JSONTransportInput() = default;
  virtual bool hasError() const = 0;
  virtual bool isEndOfInput() const = 0;
  virtual LogicalResult readStandardMessage(std::string &Json) = 0;
  virtual LogicalResult readDelimitedMessage(std::string &Json) = 0;
};

class MessageHandler;

class JSONTransport {
public:
  JSONTransport(std::unique_ptr<JSONTransportInput> In, raw_ostream &Out)
      : In(std::move(In)), Out(Out) {}

  void notify(StringRef Method, json::Value Params) {
    send(json::Object{{"method", Method}, {"params", std::move(Params)}});
  }
  void call(StringRef Method, json::Value Params, json::Value Id) {
    send(json::Object{{"id", std::move(Id)},
                      {"method", Method},
                      {"params", std::move(Params)}});
  }
  void reply(json::Value Id, Expected<json::Value> Result) {
    json::Object Message{{"id", std::move(Id)}};
    if (Result)
      Message["result"] = std::move(*Result);
    else
      Message["error"] = toJSON(Result.takeError());
    send(std::move(Message));
  }

  /// Until "exit"; an error if the input ends without it.
  Error run(MessageHandler &Handler);

private:
  std::unique_ptr<JSONTransportInput> In;
  raw_ostream &Out;
  /// Who sends may be on any thread.
  std::mutex Lock;

  static json::Value toJSON(Error E) {
    std::string Text;
    ErrorCode Code = ErrorCode::UnknownErrorCode;
    handleAllErrors(
        std::move(E),
        [&](const LSPError &Own) {
          Text = Own.message;
          Code = Own.code;
        },
        [&](const ErrorInfoBase &Other) { Text = Other.message(); });
    return json::Object{{"message", std::move(Text)}, {"code", int(Code)}};
  }

  void send(json::Object Message) {
    Message["jsonrpc"] = "2.0";
    const std::string Text =
        formatv("{0}", json::Value(std::move(Message))).str();
    std::lock_guard<std::mutex> Guard(Lock);
    Out << "Content-Length: " << Text.size() << "\r\n\r\n" << Text;
    Out.flush();
  }
};

class MessageHandler {
public:
  explicit MessageHandler(JSONTransport &Transport) : Transport(Transport) {}

  template <typename Param, typename Result, typename Self>
  void method(StringLiteral Method, Self *This,
              void (Self::*Handle)(const Param &, Callback<Result>)) {
    Methods[Method] = [=](const json::Value &Raw, Callback<json::Value> Reply) {
      Expected<Param> P = read<Param>(Raw);
      if (!P)
        return Reply(P.takeError());
      (This->*Handle)(*P, std::move(Reply));
    };
  }

  template <typename Param, typename Self>
  void notification(StringLiteral Method, Self *This,
                    void (Self::*Handle)(const Param &)) {
    Notifications[Method] = [=](const json::Value &Raw) {
      Expected<Param> P = read<Param>(Raw);
      if (!P)
        return consumeError(P.takeError());
      (This->*Handle)(*P);
    };
  }

  template <typename T>
  OutgoingNotification<T> outgoingNotification(StringLiteral Method) {
    return [this, Method](const T &Params) {
      Transport.notify(Method, json::Value(Params));
    };
  }

  template <typename Param, typename Result>
  OutgoingRequest<Param> outgoingRequest(StringLiteral Method,
                                         OutgoingRequestCallback<Result> Done) {
    return [this, Method, Done](const Param &Params, json::Value Id) {
      {
        std::lock_guard<std::mutex> Guard(Lock);
        Requests[nameOf(Id)] = [Done](json::Value Id, Expected<json::Value> V) {
          if (!V)
            return Done(std::move(Id), V.takeError());
          Done(std::move(Id), read<Result>(*V));
        };
      }
      Transport.call(Method, json::Value(Params), std::move(Id));
    };
  }

  /// False for "exit".
  bool handle(const json::Object &Message) {
    const json::Value *Id = Message.get("id");
    const auto Method = Message.getString("method");
    if (!Method)
      onReply(Id ? *Id : nullptr, Message);
    else if (Id)
      onCall(*Method, member(Message, "params"), *Id);
    else if (*Method == "exit")
      return false;
    else if (auto It = Notifications.find(*Method); It != Notifications.end())
      It->second(member(Message, "params"));
    return true;
  }

private:
  JSONTransport &Transport;
  StringMap<unique_function<void(const json::Value &)>> Notifications;
  StringMap<unique_function<void(const json::Value &, Callback<json::Value>)>>
      Methods;
  /// What waits for the client's reply, by the text of its id.
  StringMap<OutgoingRequestCallback<json::Value>> Requests;
  std::mutex Lock;

  static std::string nameOf(const json::Value &Id) {
    return formatv("{0}", Id).str();
  }

  static json::Value member(const json::Object &Message, StringRef Name) {
    const json::Value *V = Message.get(Name);
    return V ? *V : nullptr;
  }

  template <typename T> static Expected<T> read(const json::Value &Raw) {
    T Result;
    json::Path::Root Root;
    if (fromJSON(Raw, Result, Root))
      return std::move(Result);
    return make_error<LSPError>(toString(Root.getError()),
                                ErrorCode::InvalidParams);
  }

  void onCall(StringRef Method, const json::Value &Params,
              const json::Value &Id) {
    Callback<json::Value> Reply = [this, Id](Expected<json::Value> Result) {
      Transport.reply(Id, std::move(Result));
    };
    if (auto It = Methods.find(Method); It != Methods.end())
      It->second(Params, std::move(Reply));
    else
      Reply(make_error<LSPError>("method not found: " + Method.str(),
                                 ErrorCode::MethodNotFound));
  }

  void onReply(const json::Value &Id, const json::Object &Message) {
    OutgoingRequestCallback<json::Value> Done;
    {
      std::lock_guard<std::mutex> Guard(Lock);
      auto It = Requests.find(nameOf(Id));
      if (It == Requests.end())
        return;
      Done = std::move(It->second);
      Requests.erase(It);
    }
    if (const json::Object *Failed = Message.getObject("error"))
      Done(Id,
           make_error<LSPError>(Failed->getString("message").value_or("").str(),
                                ErrorCode(Failed->getInteger("code").value_or(
                                    int64_t(ErrorCode::UnknownErrorCode)))));
    else
      Done(Id, member(Message, "result"));
  }
};

inline Error JSONTransport::run(MessageHandler &Handler) {
  std::string Json;
  while (!In->isEndOfInput() && !In->hasError()) {
    if (failed(In->readStandardMessage(Json)))
      continue;
    Expected<json::Value> Message = json::parse(Json);
    if (!Message)
      consumeError(Message.takeError());
    else if (const json::Object *O = Message->getAsObject();
             O && !Handler.handle(*O))
      return Error::success();
  }
  return createStringError("the input ended without 'exit'");
}

} // namespace llvm::lsp

#endif // LLVM_SUPPORT_LSP_TRANSPORT_H
