//===- Includers.cpp - units that include a header ------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "session/Includers.h"
#include "ir/ReadFile.h"
#include "session/ClangCompat.h"
#include "session/Invocation.h"
#include "session/Paths.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <set>

using namespace clang;
using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace pvlint::session {
namespace {

/// How many units are tried, and through how many headers one may lead.
constexpr unsigned MaxTried = 12, MaxLevels = 3;

/// What an #include of some of the headers may say.
class Wanted {
public:
  void add(StringRef Header) {
    Paths.insert(Header.str());
    Names.insert(path::filename(Header).str());
  }

  bool has(StringRef Header) const { return Paths.count(Header.str()); }

  /// Whether \p Text has a directive that may mean one of them.
  bool isIncludedBy(StringRef Text) const {
    constexpr StringRef Directive = "include";
    for (size_t At = Text.find(Directive); At != StringRef::npos;
         At = Text.find(Directive, At + Directive.size())) {
      if (!Text.take_front(At).rtrim(" \t").ends_with("#"))
        continue;
      StringRef Line = Text.substr(At + Directive.size()).split('\n').first;
      Line = Line.trim();
      const char End = Line.consume_front("<")    ? '>'
                       : Line.consume_front("\"") ? '"'
                                                  : '\0';
      if (End && isOne(Line.split(End).first))
        return true;
    }
    return false;
  }

private:
  std::set<std::string> Paths, Names;

  bool isOne(StringRef Spelled) const {
    if (!Names.count(path::filename(Spelled).str()))
      return false;
    while (Spelled.consume_front("../") || Spelled.consume_front("./"))
      ;
    return llvm::any_of(Paths, [&](StringRef Path) {
      return Path.consume_back(Spelled) && Path.ends_with("/");
    });
  }
};

bool mayInclude(StringRef File, const Wanted &Headers) {
  auto Text = flow::readIfThere(File);
  return Text && Headers.isIncludedBy(Text->getBuffer());
}

/// Adds headers in \p Folder that may include one of \p Headers.
void addHeadersOf(StringRef Folder, const Wanted &Headers,
                  std::vector<std::string> &More) {
  std::error_code E;
  fs::recursive_directory_iterator I(Folder, E, /*follow_symlinks=*/false), End;
  for (; I != End && !E; I.increment(E))
    if (StringRef(I->path()).ends_with(".h") && !Headers.has(I->path()) &&
        mayInclude(I->path(), Headers))
      More.push_back(I->path());
}

/// Whether \p J, as it is preprocessed, reads \p Header.
bool reads(const Job &J, StringRef Header) {
  IntrusiveRefCntPtr<llvm::vfs::FileSystem> VFS(
      llvm::vfs::createPhysicalFileSystem().release());
  if (VFS->setCurrentWorkingDirectory(J.Directory))
    return false;
  std::string Error;
  auto Invocation = makeInvocation(J, VFS, Error);
  if (!Invocation)
    return false;
  compat::CompilerInstance CI(std::move(Invocation));
  CI.setVirtualFileSystem(VFS);
  IgnoringDiagConsumer Ignore;
  CI.createDiagnostics(&Ignore, /*ShouldOwnClient=*/false);
  struct Action : PreprocessOnlyAction {
    StringRef Header;
    bool Found = false;

  protected:
    void EndSourceFileAction() override {
      const SourceManager &SM = getCompilerInstance().getSourceManager();
      auto File = getCompilerInstance().getFileManager().getOptionalFileRef(
          Header, /*OpenFile=*/false, /*CacheFailure=*/false);
      Found = File && SM.translateFile(*File).isValid();
    }
  } A;
  A.Header = Header;
  CI.ExecuteAction(A);
  return A.Found;
}

/// How many folders \p A and \p B have in common from the top.
unsigned sharedFolders(StringRef A, StringRef B) {
  unsigned Count = 0;
  for (size_t I = 0; I != std::min(A.size(), B.size()) && A[I] == B[I]; ++I)
    Count += A[I] == '/';
  return Count;
}

} // namespace

std::optional<Job> findIncluder(const tooling::CompilationDatabase &Database,
                                StringRef Header,
                                const flow::SourceRoot &Root) {
  std::vector<std::string> Sources;
  for (std::string &File : Database.getAllFiles())
    if (StringRef(File).ends_with(".c"))
      Sources.push_back(std::move(File));
  // Near ones first; then those that few folders hold, which are less special.
  llvm::sort(Sources, [&](StringRef A, StringRef B) {
    const unsigned SharedA = sharedFolders(A, Header),
                   SharedB = sharedFolders(B, Header);
    const size_t DepthA = A.count('/'), DepthB = B.count('/');
    return std::tie(SharedB, DepthA, A) < std::tie(SharedA, DepthB, B);
  });
  Wanted Headers;
  Headers.add(Header);
  std::set<std::string> Tried;
  for (unsigned Level = 0; Level != MaxLevels; ++Level) {
    for (const std::string &Source : Sources) {
      if (Tried.size() == MaxTried)
        return std::nullopt;
      if (Tried.count(Source) || !mayInclude(Source, Headers))
        continue;
      Tried.insert(Source);
      std::string Donor;
      for (Job &J : jobsFor(Database, Source, Source, Donor))
        if (Donor.empty() && reads(J, Header)) {
          J.Name = Root.name(Source);
          return std::move(J);
        }
    }
    std::vector<std::string> More;
    for (const std::string &Folder :
         {path::parent_path(Header).str(), Root.folder() + "/include"})
      addHeadersOf(Folder, Headers, More);
    if (More.empty())
      break;
    for (const std::string &H : More)
      Headers.add(H);
  }
  return std::nullopt;
}

} // namespace pvlint::session
