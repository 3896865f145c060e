//===- LspCommand.cpp - pvlint lsp ----------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "Unit.h"
#include "lsp/Input.h"
#include "lsp/Server.h"

namespace pvlint::tool {

ExitStatus runLsp(const Options &O) {
  if (!O.Files.empty())
    return fail("'pvlint lsp' takes no files; an editor opens them");
  initializeUnits();
  auto In = std::make_unique<lsp::Input>(stdin);
  const lsp::Input &Messages = *In;
  llvm::lsp::JSONTransport Transport(std::move(In), llvm::outs());
  lsp::Server S(O, Transport, Messages);
  // A client that goes away without a word is a failure, as the protocol has
  // it.
  return S.run() ? Clean : Findings;
}

} // namespace pvlint::tool
