//===- Contract.cpp - what primitives mean --------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "contract/Contract.h"
#include "Reader.h"
#include "contract/AsmText.h"
#include "contract/Targets.h"
#include "ir/ReadFile.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;

namespace pvlint::flow {

namespace {
struct EmbeddedContract {
  const char *Name;
  const char *Text;
};
} // namespace

static const EmbeddedContract EmbeddedContracts[] = {
#include "EmbeddedContracts.inc"
};

std::string Contract::nameOfAnyWidth(StringRef Arch) {
  auto [Before, After] = Arch.split("+32");
  return (Before + After).str();
}

Contract Contract::builtin(StringRef Arch) {
  Contract C;
  C.Name = Arch.str();
  auto Add = [&](const Twine &Name) {
    std::string Wanted = Name.str();
    for (const EmbeddedContract &E : EmbeddedContracts)
      if (Wanted == E.Name)
        if (Error Err = C.add(E.Text, Wanted + ".yaml"))
          report_fatal_error(Twine("built-in contract: ") +
                             toString(std::move(Err)));
  };
  const bool Realtime = Arch.consume_back("+rt");
  if (Arch.consume_back("+32"))
    C.WordBits = 32;
  Add("linux");
  if (Arch != "rt")
    Add("linux-" + Arch);
  if (Realtime)
    Add("linux-rt");
  return C;
}

Error Contract::add(StringRef Text, StringRef FileName) {
  return ContractReader(Text, FileName).addTo(*this);
}

/// What "--contract NAME" may choose. The others go by the target.
static bool isChoice(StringRef Name) {
  return Name == "xen" || Name.starts_with("linux-pre-");
}

std::vector<std::string> targets() {
  std::vector<std::string> Names;
  for (const EmbeddedContract &E : EmbeddedContracts) {
    StringRef Name = E.Name;
    if (!isChoice(Name) && Name.consume_front("linux-") && Name != "rt")
      Names.insert(Names.end(), {Name.str(), Name.str() + "+rt"});
  }
  return Names;
}

std::vector<StringRef> Contract::choices() {
  std::vector<StringRef> Names;
  for (const EmbeddedContract &E : EmbeddedContracts)
    if (isChoice(E.Name))
      Names.push_back(E.Name);
  return Names;
}

Error Contract::addFile(StringRef Path) {
  auto Refuse = [&](const Twine &Why) {
    return make_error<Mistakes>(std::vector<Mistake>{
        {Path.str(), 0, 0, ("cannot read contract: " + Why).str()}});
  };
  // A device may have no end.
  sys::fs::file_status Status;
  const std::error_code EC = sys::fs::status(Path, Status);
  if (EC || (Status.type() != sys::fs::file_type::regular_file &&
             Status.type() != sys::fs::file_type::fifo_file)) {
    // A folder of the name does not count: Xen's tree has one called "xen".
    for (const EmbeddedContract &E : EmbeddedContracts)
      if (isChoice(E.Name) && Path == E.Name)
        return add(E.Text, (Path + ".yaml").str());
    const bool IsName = !Path.contains('/') && !Path.ends_with(".yaml");
    return Refuse(
        (EC ? EC.message() : "not a file") +
        (IsName ? "; those built in are: " + join(choices(), ", ") : ""));
  }
  auto Buffer = readFile(Path, Pipes::Read);
  if (!Buffer)
    return Refuse(toString(Buffer.takeError()));
  return add((*Buffer)->getBuffer(), Path);
}

static const Primitive *lookUp(const StringMap<Primitive> &Map,
                               StringRef Name) {
  auto Found = Map.find(Name);
  return Found == Map.end() ? nullptr : &Found->second;
}

/// Asks for a state and does nothing.
static Primitive asserts(StringRef Name, Required State) {
  Primitive P;
  P.Name = Name.str();
  P.Requires = State;
  P.KeepsIrqs = true;
  return P;
}

const Primitive *Contract::function(StringRef Name) const {
  static const Primitive On = asserts(AssertedOn, Required::On),
                         Off = asserts(AssertedOff, Required::Off);
  if (Name.starts_with("__pvlint_"))
    for (const Primitive *P : {&On, &Off})
      if (P->Name == Name)
        return P;
  return lookUp(FunctionMap, Name);
}

const Primitive *Contract::member(StringRef Name) const {
  return lookUp(MemberMap, Name);
}

const Primitive *Contract::assembly(StringRef Name) const {
  return lookUp(AsmMap, Name);
}

const EntryContext *Contract::context(StringRef Place) const {
  auto Found = ContextMap.find(Place);
  return Found == ContextMap.end() ? nullptr : &Found->second;
}

const LockEffect *Contract::lock(StringRef Name) const {
  // In a linked program the name of a header's function has its file in front.
  auto It = LockMap.find(Name.substr(Name.rfind(':') + 1));
  return It == LockMap.end() ? nullptr : &It->second;
}

const Asserted *Contract::assertion(StringRef Name) const {
  auto Found = AssertionMap.find(Name);
  return Found == AssertionMap.end() ? nullptr : &Found->second;
}

const AsmPattern *Contract::matchAssembly(StringRef AsmText) const {
  // Most asm statements are about something else altogether.
  auto MayMatch = [&](const AsmPattern &P) {
    StringRef First = P.Mnemonics.front();
    return AsmText.contains_insensitive(First.substr(0, First.find(' ')));
  };
  if (none_of(AsmPatterns, MayMatch))
    return nullptr;
  SmallVector<std::string, 8> Instructions = asmInstructions(AsmText);
  for (const AsmPattern &P : AsmPatterns)
    if (asmMatches(Instructions, P.Mnemonics))
      return P.Neutral ? nullptr : &P;
  return nullptr;
}

//===----------------------------------------------------------------------===//
// Hash
//===----------------------------------------------------------------------===//

static void write(raw_ostream &OS, StringRef Key,
                  const std::optional<WordPlace> &Place) {
  if (Place)
    OS << Key << int(Place->K) << ',' << Place->Arg << ',' << Place->Field
       << ';';
}

static bool isCounted(const Primitive *P) {
  return P && P->Counted != CountedUse::No;
}

static void write(raw_ostream &OS, const Contract &C, StringRef Key,
                  const StringMap<Primitive> &Map, bool WithCounted) {
  SmallVector<const Primitive *, 0> Sorted;
  for (const auto &Entry : Map)
    if (WithCounted || !isCounted(&Entry.second))
      Sorted.push_back(&Entry.second);
  sort(Sorted, [](auto *A, auto *B) { return A->Name < B->Name; });
  OS << Key << '\n';
  for (const Primitive *P : Sorted) {
    OS << P->Name << ' ' << int(P->Happens) << ';';
    write(OS, "save", P->Save);
    write(OS, "restore", P->Restore);
    write(OS, "test", P->Test);
    OS << int(P->Irqs) << P->RestoreFull << P->FullRegister << P->IsTest
       << P->TestOff << P->Sleeps << P->NoReturn << P->ReturnsNonzero
       << P->Stable << int(P->Native) << P->Implements << ';';
    if (P->KeepsIrqs)
      OS << "kept;";
    if (P->SleepsUnasked)
      OS << "unasked;";
    if (P->SleepsInFault)
      OS << "faulting;";
    if (isCounted(P))
      OS << "counted" << int(P->Counted) << ';';
    if (P->Requires != Required::Anything)
      OS << "requires" << int(P->Requires) << ';';
    if (P->SleepArg)
      OS << *P->SleepArg << ',' << P->SleepMask << ';';
    OS << C.family(P->Family).Name << '\n';
  }
}

uint64_t Contract::hash(bool WithCounted) const {
  std::string Text;
  raw_string_ostream OS(Text);
  // Which family is the first decides what later files mean by none.
  OS << (Families.empty() ? "" : Families.front().Name) << '\n';
  if (RestoresDisable)
    OS << "restore: full\n";
  SmallVector<const WordFamily *, 4> Sorted;
  for (const WordFamily &F : Families)
    Sorted.push_back(&F);
  sort(Sorted, [](auto *A, auto *B) { return A->Name < B->Name; });
  for (const WordFamily *F : Sorted)
    OS << F->Name << ' ' << F->DefinedBits << ' ' << F->EnableMask << ' '
       << F->SetMeansOn << '\n';
  write(OS, *this, "functions", FunctionMap, WithCounted);
  write(OS, *this, "members", MemberMap, WithCounted);
  write(OS, *this, "asm", AsmMap, WithCounted);
  for (const AsmPattern &P : AsmPatterns) {
    OS << P.Name << ' ' << P.Neutral;
    for (const std::string &Mnemonic : P.Mnemonics)
      OS << ';' << Mnemonic;
    OS << '\n';
  }
  std::vector<StringRef> Places;
  for (const auto &Entry : ContextMap)
    Places.push_back(Entry.first());
  sort(Places);
  for (StringRef Place : Places) {
    const EntryContext &E = ContextMap.find(Place)->second;
    OS << Place << ' ' << E.Off << ' ' << E.Why << '\n';
  }
  std::vector<StringRef> Names;
  auto IsOfCounted = [&](StringRef Name) {
    const auto Form = FormTable.find(Name);
    return isCounted(function(Name)) ||
           (Form && Form->Kind == FormKind::Counted);
  };
  for (const auto &Entry : LockMap)
    if (WithCounted || !IsOfCounted(Entry.first()))
      Names.push_back(Entry.first());
  sort(Names);
  for (StringRef Name : Names) {
    const LockEffect &L = LockMap.find(Name)->second;
    OS << Name << ' ' << L.Takes << L.Tries << ' ' << L.Arg << '\n';
  }
  Names.clear();
  for (const auto &Entry : StateMap)
    Names.push_back(Entry.first());
  sort(Names);
  for (StringRef Name : Names) {
    const StateNumbers &N = StateMap.find(Name)->second;
    OS << Name << " state " << N.Off << ' ' << N.On << '\n';
  }
  Names.clear();
  if (WithCounted) // they came later than counted primitives
    for (const auto &Entry : AssertionMap)
      Names.push_back(Entry.first());
  sort(Names);
  for (StringRef Name : Names)
    OS << Name << " asserts " << int(*assertion(Name)) << '\n';
  return xxh3_64bits(OS.str());
}

} // namespace pvlint::flow
