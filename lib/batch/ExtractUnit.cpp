//===- ExtractUnit.cpp - a compile command to a flow file -----------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "batch/ExtractUnit.h"
#include "contract/Targets.h"
#include "ir/ReadFile.h"
#include "ir/binary/File.h"
#include "session/ClangCompat.h"
#include "session/ErrorPrinter.h"
#include "session/Invocation.h"
#include "session/SteadyFiles.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/TargetSelect.h"
#include <ctime>
#include <elf.h>
#include <link.h>

using namespace clang;
using llvm::StringRef;

namespace pvlint::batch {

static void extract(const session::Job &J, const flow::SourceRoot &Root,
                    llvm::ArrayRef<std::string> ContractFiles,
                    frontend::HeaderTable &Headers, ExtractedUnit &Out) {
  auto Fail = [&](const std::string &Message) {
    Out.Failed = true;
    Out.Error = StringRef(Message).split('\n').first.str();
  };
  if (!J.Problem.empty())
    return Fail(J.Problem);
  IntrusiveRefCntPtr<llvm::vfs::FileSystem> VFS = session::steadyFiles();
  if (std::error_code E = VFS->setCurrentWorkingDirectory(J.Directory))
    return Fail("cannot enter folder '" + J.Directory + "': " + E.message());
  std::string Error;
  auto Invocation = session::makeInvocation(J, VFS, Error);
  if (!Invocation)
    return Fail(Error);
  Invocation->getFrontendOpts().DisableFree = false;
  Invocation->getCodeGenOpts().DisableFree = false;
  compat::CompilerInstance CI(std::move(Invocation));
  CI.setVirtualFileSystem(VFS);
  CI.setVerboseOutputStream(llvm::nulls());
  CI.getDiagnosticOpts().ShowColors = false;
  session::ErrorPrinter Errors(CI.getDiagnosticOpts(), /*Color=*/false);
  CI.createDiagnostics(&Errors, /*ShouldOwnClient=*/false);
  frontend::ExtractionOptions EO;
  EO.Root = Root;
  EO.ContractFiles = ContractFiles.vec();
  if (!frontend::extractUnit(CI, Headers, EO, Out.All) ||
      Errors.getNumErrors()) {
    Out.All = {};
    return Fail(Errors.first().empty() ? "cannot be parsed" : Errors.first());
  }
  Out.Functions = Out.All.Unit.Flow.Functions.size();
  Out.Bytes = flow::serialize(Out.All.Unit, *Out.All.Contract);
}

/// CPU time of this process, which does one unit at a time. Other work on the
/// machine does not change it.
static double cpuSeconds() {
  timespec T;
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &T);
  return double(T.tv_sec) + double(T.tv_nsec) * 1e-9;
}

ExtractedUnit extractUnit(const session::Job &J, const flow::SourceRoot &Root,
                          llvm::ArrayRef<std::string> ContractFiles,
                          frontend::HeaderTable &Headers) {
  ExtractedUnit Out;
  const double Start = cpuSeconds();
  extract(J, Root, ContractFiles, Headers, Out);
  Out.Seconds = cpuSeconds() - Start;
  return Out;
}

std::string packHeaders(llvm::ArrayRef<flow::HeaderFunction> Functions,
                        llvm::ArrayRef<unsigned> Which, const flow::Contract &C,
                        llvm::StringRef ContractName, uint64_t ContractHash) {
  std::vector<const flow::HeaderFunction *> List;
  for (unsigned I : Which)
    List.push_back(&Functions[I]);
  llvm::sort(List,
             [](const auto *A, const auto *B) { return A->Flow < B->Flow; });
  return flow::serialize(List, C, ContractHash, ContractName);
}

llvm::Expected<std::string>
repackHeaders(StringRef Pack, llvm::ArrayRef<unsigned> Which,
              StringRef ContractName,
              llvm::ArrayRef<std::string> ContractFiles) {
  auto File = flow::FlowFile::open(
      llvm::MemoryBuffer::getMemBufferCopy(Pack, "functions of headers"));
  if (!File)
    return File.takeError();
  flow::Contract C = flow::Contract::builtin(ContractName);
  for (const std::string &Name : ContractFiles)
    if (llvm::Error E = C.addFile(Name))
      return E;
  std::vector<std::string> Files;
  for (unsigned I = 0; I != (*File)->numFiles(); ++I)
    Files.push_back((*File)->file(I).str());
  std::vector<flow::HeaderFunction> Chosen;
  std::vector<unsigned> All;
  for (unsigned I : Which) {
    auto Body = (*File)->decode(I);
    if (!Body)
      return Body.takeError();
    flow::HeaderFunction F;
    F.Files = Files;
    F.Body = std::move(*Body);
    flow::seal(F);
    All.push_back(Chosen.size());
    Chosen.push_back(std::move(F));
  }
  return packHeaders(Chosen, All, C, ContractName, (*File)->contractHash());
}

/// The linker's digest of this program: a version number says too little while
/// pvlint itself is being changed.
static std::string buildId() {
  std::string Result;
  ::dl_iterate_phdr(
      [](dl_phdr_info *Info, size_t, void *To) {
        for (int I = 0; I != Info->dlpi_phnum; ++I) {
          const ElfW(Phdr) &P = Info->dlpi_phdr[I];
          if (P.p_type != PT_NOTE)
            continue;
          StringRef Notes(
              reinterpret_cast<const char *>(Info->dlpi_addr + P.p_vaddr),
              P.p_memsz);
          while (Notes.size() >= sizeof(ElfW(Nhdr))) {
            ElfW(Nhdr) N;
            std::memcpy(&N, Notes.data(), sizeof N);
            const size_t Name = sizeof N,
                         Desc = Name + ((N.n_namesz + 3) & ~3u);
            if (N.n_type == NT_GNU_BUILD_ID &&
                Notes.substr(Name, 3) == StringRef("GNU"))
              *static_cast<std::string *>(To) =
                  Notes.substr(Desc, N.n_descsz).str();
            Notes = Notes.drop_front(std::min<size_t>(
                Notes.size(), Desc + ((N.n_descsz + 3) & ~3u)));
          }
        }
        return 1; // the program itself comes first
      },
      &Result);
  return Result;
}

flow::Digest extractionKey(llvm::ArrayRef<std::string> ContractFiles) {
  std::string Text = "pvlint " PVLINT_VERSION " LLVM " LLVM_VERSION_STRING " " +
                     std::to_string(flow::FileVersion) + " " + buildId();
  // Which of them a unit gets is known only when it is parsed.
  std::vector<std::string> Targets = flow::targets();
  Targets.insert(Targets.end(), {"", "+rt"}); // architectures without a file
  for (const std::string &Arch : Targets) {
    flow::Contract C = flow::Contract::builtin(Arch);
    for (const std::string &File : ContractFiles)
      llvm::consumeError(C.addFile(File)); // those that fit this target
    Text += ' ' + std::to_string(C.hash());
  }
  return flow::digest(Text);
}

std::optional<flow::Digest>
analysisKey(llvm::ArrayRef<std::string> ContractFiles) {
  const std::string Build = buildId();
  if (Build.empty())
    return std::nullopt;
  std::string Text = "pvlint " PVLINT_VERSION " LLVM " LLVM_VERSION_STRING " " +
                     std::to_string(flow::FileVersion) + " " + Build;
  for (const std::string &File : ContractFiles) {
    llvm::sys::fs::file_status Status;
    if (llvm::sys::fs::status(File, Status) ||
        Status.type() != llvm::sys::fs::file_type::regular_file) {
      // One of a pipe can be read once, and one that is built in has a name.
      if (!llvm::is_contained(flow::Contract::choices(), File))
        return std::nullopt;
      Text += " built in " + File;
      continue;
    }
    auto Bytes = flow::readIfThere(File);
    if (!Bytes)
      return std::nullopt;
    Text += " file " + flow::digest(Bytes->getBuffer()).hex();
  }
  return flow::digest(Text);
}

/// \p Text, in which \p Sign stands for \p Folder.
static std::string withSign(StringRef Text, StringRef Folder, char Sign) {
  std::string Result;
  while (!Folder.empty()) {
    auto [Before, After] = Text.split(Folder);
    Result += Before;
    if (Before.size() == Text.size())
      return Result;
    // Not a folder whose name merely begins with that one's.
    if (After.empty() || After.front() == '/')
      Result += Sign;
    else
      Result += Folder;
    Text = After;
  }
  return Text.str();
}

flow::Digest unitKey(const session::Job &J, const flow::SourceRoot &Root,
                     flow::Digest Extraction) {
  std::string Text = Extraction.hex();
  auto Add = [&](StringRef Part) {
    Text += '\0';
    // A build may lie among the sources, hardly these in it.
    Text += withSign(withSign(Part, Root.build(), '\2'), Root.folder(), '\1');
  };
  std::vector<std::string> Args;
  J.Flags.appendTo(Args);
  for (StringRef Part :
       {StringRef(J.Directory), StringRef(J.File), StringRef(J.Driver)})
    Add(Part);
  for (const std::string &Arg : Args)
    Add(Arg);
  return flow::digest(Text);
}

void initializeExtraction() {
  // For a target in the compiler's name: "aarch64-linux-gnu-gcc".
  llvm::InitializeAllTargetInfos();
  llvm::InitializeAllTargets();
}

} // namespace pvlint::batch
