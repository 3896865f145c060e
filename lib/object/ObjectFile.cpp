//===- ObjectFile.cpp - paravirt ops in machine code ----------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "object/ObjectFile.h"
#include "x86/MachineCode.h"
#include "x86/Run.h"
#include "llvm/DebugInfo/DWARF/DWARFContext.h"
#include "llvm/Object/ELFObjectFile.h"
#include "llvm/Support/Endian.h"
#include <map>
#include <set>

using namespace llvm;
using llvm::object::ELFObjectFileBase;
using llvm::object::SectionRef;
using llvm::object::SymbolRef;

namespace pvlint::object {
namespace {

using flow::BitValue;
using flow::IrqsAfter;
using flow::Primitive;
using solve::ImplObservation;
using x86::Ending;
using x86::Instruction;
using x86::MachineInstruction;
using x86::Operation;
using x86::Outcome;
using x86::State;

/// One function.
struct Function {
  std::string Name;
  const Primitive *Is = nullptr;
  SectionRef Section;
  uint64_t Start = 0;
  std::map<uint64_t, MachineInstruction> Instructions; ///< in the section
  x86::Code Meaning; ///< of an implementation, which is run more than once
};

class Analysis {
public:
  Analysis(const ELFObjectFileBase &Object, const flow::Contract &C)
      : Object(Object), C(C) {}

  Expected<ObjectFacts> run() {
    const Triple TheTriple = Object.makeTriple();
    if (!TheTriple.isX86())
      return createStringError("machine code for " + TheTriple.getArchName() +
                               " cannot be analysed, expected x86");
    WordBits = TheTriple.isArch64Bit() ? 64 : 32;
    auto Reader = x86::MachineCode::create(TheTriple);
    if (!Reader)
      return Reader.takeError();
    Machine = Reader->get();
    Lines = DWARFContext::create(Object);
    findFunctions();
    for (const Function &F : Functions)
      judge(F);
    if (!C.families().empty() && C.family(0).EnableMask) {
      Family = &C.family(0);
      for (const Function &F : Others)
        judgeBypass(F);
    }
    return std::move(Facts);
  }

private:
  const ELFObjectFileBase &Object;
  const flow::Contract &C;
  std::unique_ptr<DWARFContext> Lines;
  const x86::MachineCode *Machine = nullptr;
  unsigned WordBits = 64; ///< of a register, and of a push
  std::vector<Function> Functions, Others;
  std::map<uint64_t, std::vector<llvm::object::ELFRelocationRef>> RelocationsOf;
  ObjectFacts Facts;
  const flow::WordFamily *Family = nullptr;

  //===--------------------------------------------------------------------===//
  // Reading
  //===--------------------------------------------------------------------===//

  void findFunctions() {
    for (const llvm::object::ELFSymbolRef Symbol : Object.symbols()) {
      Expected<StringRef> Name = Symbol.getName();
      if (!Name) {
        consumeError(Name.takeError());
        continue;
      }
      const Primitive *P = C.function(*Name);
      if (!P || !P->Implements) {
        addOther(Symbol, *Name);
        continue;
      }
      Expected<llvm::object::section_iterator> Section = Symbol.getSection();
      if (!Section || *Section == Object.section_end()) {
        consumeError(Section.takeError());
        continue; // used here, and defined elsewhere
      }
      Function F;
      F.Name = Name->str();
      F.Is = P;
      F.Section = **Section;
      F.Start = Symbol.getValue() ? *Symbol.getValue() : 0;
      if (Error E = decode(F, Symbol.getSize())) {
        Facts.GivenUp.push_back(F.Name + ": " + toString(std::move(E)));
        continue;
      }
      F.Meaning = meaningOf(F);
      Functions.push_back(std::move(F));
    }
    sort(Functions,
         [](const Function &A, const Function &B) { return A.Name < B.Name; });
  }

  void addOther(const llvm::object::ELFSymbolRef &Symbol, StringRef Name) {
    Expected<llvm::object::section_iterator> Section = Symbol.getSection();
    if (!Section) {
      consumeError(Section.takeError());
      return;
    }
    if (Symbol.getELFType() != ELF::STT_FUNC || !Symbol.getSize() ||
        *Section == Object.section_end() || !(*Section)->isText())
      return;
    Expected<StringRef> In = (*Section)->getName();
    if (!In) {
      consumeError(In.takeError());
      return;
    }
    if (*In == ".head.text")
      return;
    Function F;
    F.Name = Name.str();
    F.Section = **Section;
    F.Start = Symbol.getValue() ? *Symbol.getValue() : 0;
    // Data among the instructions, or code for another mode.
    if (Error E = decode(F, Symbol.getSize())) {
      consumeError(std::move(E));
      return;
    }
    Others.push_back(std::move(F));
  }

  Error decode(Function &F, uint64_t Size) {
    Expected<StringRef> Contents = F.Section.getContents();
    if (!Contents)
      return Contents.takeError();
    // Without a size: up to the next function.
    uint64_t End = Size ? F.Start + Size : Contents->size();
    for (const SymbolRef Other : Object.symbols()) {
      if (Size)
        break;
      auto Section = Other.getSection();
      if (!Section)
        consumeError(Section.takeError());
      else if (**Section == F.Section && *Other.getValue() > F.Start)
        End = std::min(End, *Other.getValue());
    }
    if (F.Start >= Contents->size() || End > Contents->size())
      return createStringError("lies outside of its section");
    ArrayRef<uint8_t> Bytes(reinterpret_cast<const uint8_t *>(Contents->data()),
                            Contents->size());
    for (uint64_t At = F.Start; At < End;) {
      auto I = Machine->read(Bytes.slice(At), At);
      if (!I)
        return createStringError("cannot be disassembled at offset " +
                                 Twine(At - F.Start));
      F.Instructions[At] = *I;
      At += I->Size;
    }
    using llvm::object::ELFRelocationRef;
    const std::vector<ELFRelocationRef> &All = relocations(F.Section);
    auto R = llvm::lower_bound(All, F.Start,
                               [](const ELFRelocationRef &A, uint64_t Offset) {
                                 return A.getOffset() < Offset;
                               });
    for (; R != All.end() && R->getOffset() < End; ++R)
      attach(F, *R);
    return Error::success();
  }

  x86::Code meaningOf(const Function &F) const {
    x86::Code Meaning;
    for (const auto &[Address, I] : F.Instructions)
      Meaning[Address] = Machine->instruction(I);
    return Meaning;
  }

  /// Those of a section, by their offsets.
  const std::vector<llvm::object::ELFRelocationRef> &
  relocations(const SectionRef &Section) {
    auto [It, New] = RelocationsOf.try_emplace(Section.getIndex());
    if (!New)
      return It->second;
    for (const SectionRef Relocations : Object.sections()) {
      Expected<llvm::object::section_iterator> Of =
          Relocations.getRelocatedSection();
      if (!Of) {
        consumeError(Of.takeError());
        continue;
      }
      if (*Of == Object.section_end() || **Of != Section)
        continue;
      for (const llvm::object::ELFRelocationRef R : Relocations.relocations())
        It->second.push_back(R);
    }
    llvm::stable_sort(It->second, [](const auto &A, const auto &B) {
      return A.getOffset() < B.getOffset();
    });
    return It->second;
  }

  /// What \p R adds to its symbol. On 32 bits that stands in the code.
  Expected<int64_t> addend(const Function &F,
                           const llvm::object::ELFRelocationRef &R) const {
    if (WordBits == 64)
      return R.getAddend();
    Expected<StringRef> Contents = F.Section.getContents();
    if (!Contents)
      return Contents.takeError();
    if (R.getOffset() + sizeof(int32_t) > Contents->size())
      return createStringError("a relocation lies outside of its section");
    return support::endian::read<int32_t, endianness::little>(Contents->data() +
                                                              R.getOffset());
  }

  /// Notes the symbol that \p R names at its instruction.
  void attach(Function &F, const llvm::object::ELFRelocationRef &R) const {
    auto It = F.Instructions.upper_bound(R.getOffset());
    if (It == F.Instructions.begin())
      return;
    MachineInstruction &I = std::prev(It)->second;
    if (R.getOffset() >= I.Address + I.Size)
      return;
    llvm::object::symbol_iterator Symbol = R.getSymbol();
    if (Symbol == Object.symbol_end())
      return;
    Expected<StringRef> Name = Symbol->getName();
    Expected<int64_t> Addend = addend(F, R);
    if (Name && Addend) {
      I.Symbol = Name->str();
      I.Offset = *Addend;
      // Relative to the end of the instruction.
      SmallString<32> Type;
      R.getTypeName(Type);
      if (StringRef(Type).contains("_PC") || StringRef(Type).contains("_PLT"))
        I.Offset += I.Address + I.Size - R.getOffset();
      if (I.Symbol.empty()) {
        if (Expected<llvm::object::section_iterator> In = Symbol->getSection();
            In && *In != Object.section_end()) {
          if (auto Of = (*In)->getName())
            I.Symbol = Of->str();
          else
            consumeError(Of.takeError());
        } else {
          consumeError(In.takeError());
        }
      }
    } else {
      consumeError(Name.takeError());
      consumeError(Addend.takeError());
    }
  }

  /// The line of an instruction, or of a function.
  flow::Location location(const Function &F, uint64_t Address) {
    flow::Location L;
    std::string Path = Object.getFileName().str();
    // Not optional before LLVM 21, but then without a line.
    const std::optional<DILineInfo> Info = Lines->getLineInfoForAddress(
        {Address, F.Section.getIndex()},
        {DILineInfoSpecifier::FileLineInfoKind::AbsoluteFilePath,
         DILineInfoSpecifier::FunctionNameKind::None});
    if (Info && Info->Line && Info->FileName != DILineInfo::BadString) {
      Path = Info->FileName;
      L.Line = Info->Line;
      L.Col = std::max(1u, Info->Column);
    }
    auto Known = find(Facts.Files, Path);
    L.File = Known - Facts.Files.begin();
    if (Known == Facts.Files.end())
      Facts.Files.push_back(Path);
    return L;
  }

  //===--------------------------------------------------------------------===//
  // Running
  //===--------------------------------------------------------------------===//

  /// All ways for implementation \p F to return, started in \p Start. Nothing
  /// when there are too many.
  std::optional<std::vector<Ending>> run(const Function &F, const State &Start,
                                         x86::Listener Look) const {
    return x86::run(F.Meaning, F.Start, Start, x86::Interpreter(WordBits),
                    Look);
  }

  /// What a caller leaves to a function: nothing, but for the stack.
  static State entry() {
    State S;
    S.Registers.assign(x86::NumRegisters, {BitValue::undefined()});
    S.Registers[x86::StackRegister] = S.Registers[x86::FrameRegister] = {};
    return S;
  }

  /// The register with the first argument: a kernel of 32 bits is compiled with
  /// -mregparm=3.
  unsigned argument() const {
    return WordBits == 64 ? x86::FirstArgument : x86::ResultRegister;
  }

  static void ignore(const Instruction &, const Outcome &) {}

  /// Numbers that \p F leaves in memory, whichever way it returns.
  std::map<std::string, BitValue> effect(const Function &F) const {
    std::map<std::string, BitValue> Result;
    // A call in it is taken not to undo what was done before.
    for (const auto &[Address, I] : F.Meaning) {
      State S = entry();
      x86::Interpreter(WordBits).step(I, S);
      for (const auto &[Key, C] : S.Memory)
        if (C.V.isConstant() && !Result.emplace(Key, C.V).second)
          Result.erase(Key);
    }
    return Result;
  }

  //===--------------------------------------------------------------------===//
  // Judging
  //===--------------------------------------------------------------------===//

  void observe(const Function &F, ImplObservation::Kind K, uint64_t Address,
               uint64_t Bits = 0, const Function *Other = nullptr) {
    ImplObservation O;
    O.K = K;
    O.Function = F.Name;
    O.At = location(F, Address);
    O.Bits = Bits;
    if (Other) {
      O.Other = Other->Name;
      O.Where = location(*Other, Other->Start);
    }
    for (const ImplObservation &Old : Facts.Implementations)
      if (Old.K == K && Old.Function == O.Function && Old.At == O.At)
        return;
    Facts.Implementations.push_back(std::move(O));
  }

  /// Whether only the machine itself gets here: what the instruction does is
  /// denied to a guest, and no hypervisor does it for one.
  bool isForTheMachine(const Function &F) const {
    static constexpr StringLiteral Denied[] = {
        "VMRUN", "VMLAUNCH", "VMRESUME", "VMXON", "STGI",  "CLGI",
        "LGDT",  "LIDT",     "LTR",      "LLDT",  "SYSRET"};
    return any_of(F.Instructions, [&](const auto &Entry) {
      const StringRef Name = Machine->nameOf(Entry.second);
      return Name == "MOV64cr" || Name == "MOV32cr" ||
             any_of(Denied,
                    [&](StringRef Prefix) { return Name.starts_with(Prefix); });
    });
  }

  void judgeBypass(const Function &F) {
    using solve::BypassObservation;
    flow::Location Pushed;
    bool Any = false;
    for (const auto &[Address, I] : F.Instructions) {
      const StringRef Name = Machine->nameOf(I);
      if (Name.starts_with("PUSHF") && !Pushed.isValid())
        Pushed = location(F, Address);
      Any |= Name == "CLI" || Name == "STI" || Name.starts_with("PUSHF") ||
             Name.starts_with("POPF");
    }
    if (!Any || isForTheMachine(F))
      return;
    ++Facts.Judged;
    std::map<uint64_t, solve::MachineBypassObservation> Found;
    auto Note = [&](uint64_t Address, BypassObservation::Kind K,
                    StringRef Name) {
      auto &O = Found[Address];
      O.K = K;
      O.Function = F.Name;
      O.Instruction = Name.str();
      O.At = location(F, Address);
      if (K == BypassObservation::ReadIf)
        O.Pushed = Pushed;
    };
    for (const auto &[Address, I] : F.Instructions)
      if (Machine->nameOf(I) == "CLI")
        Note(Address, BypassObservation::Disable, "cli");
      else if (Machine->nameOf(I) == "STI")
        Note(Address, BypassObservation::Enable, "sti");
    x86::run(meaningOf(F), F.Start, State(),
             x86::Interpreter(WordBits, Family->EnableMask),
             [&](const Instruction &I, const Outcome &O) {
               // Of a part of the word, bit 1 of a byte may be IF.
               if (O.DecidesFromIf)
                 Note(I.Address, BypassObservation::ReadIf, "pushf");
               else if (I.What == Operation::PopFlags &&
                        !(O.LoadsIf & Family->EnableMask))
                 Note(I.Address, BypassObservation::Restore, "popf");
             });
    for (auto &[Address, O] : Found)
      Facts.Bypasses.push_back(std::move(O));
  }

  void judge(const Function &F) {
    Family = &C.family(F.Is->Family);
    ++Facts.Judged;
    if (F.Is->Save && F.Is->Save->K == flow::WordPlace::Return)
      save(F);
    else if (F.Is->Restore)
      restore(F);
  }

  bool saysOn(BitValue V) const {
    return (Family->SetMeansOn ? V.One : V.Zero) & Family->EnableMask;
  }
  bool saysOff(BitValue V) const {
    return (Family->SetMeansOn ? V.Zero : V.One) & Family->EnableMask;
  }

  void save(const Function &F) {
    const uint64_t If = Family->EnableMask;
    auto Endings = run(F, entry(), ignore);
    if (!Endings) {
      Facts.GivenUp.push_back(F.Name + ": too many steps");
      return;
    }
    uint64_t Undefined = 0;
    bool NeverOn = true, AllNumbers = true;
    for (const Ending &E : *Endings) {
      if (E.How == Outcome::TailCall)
        return; // the result is another function's
      const BitValue V = E.S.Registers[x86::ResultRegister].V;
      Undefined |= V.Undefined & x86::lowBits(WordBits);
      NeverOn &= saysOff(V);
      AllNumbers &= V.isConstant();
    }
    if (Endings->empty())
      return;
    if (Undefined & If)
      return observe(F, ImplObservation::IfUndefined, F.Start, Undefined);
    if (NeverOn)
      return observe(F,
                     AllNumbers && Endings->size() == 1
                         ? ImplObservation::AlwaysOff
                         : ImplObservation::IfNeverSet,
                     F.Start);
    if (Undefined)
      observe(F, ImplObservation::BitsUndefined, F.Start, Undefined);
    for (const Function &Other : Functions) {
      const Primitive &P = *Other.Is;
      if (P.Save || P.Restore || P.Irqs == IrqsAfter::Unchanged)
        continue;
      State Start = entry();
      for (const auto &[Key, V] : effect(Other))
        Start.Memory[Key].V = V;
      if (Start.Memory.empty())
        continue;
      auto After = run(F, Start, ignore);
      if (!After)
        continue;
      for (const Ending &E : *After) {
        const BitValue V = E.S.Registers[x86::ResultRegister].V;
        if (P.Irqs == IrqsAfter::Off ? saysOn(V) : saysOff(V))
          return observe(F, ImplObservation::IfInverted, F.Start, 0, &Other);
      }
    }
  }

  void restore(const Function &F) {
    State Start = entry();
    for (x86::Content &R : Start.Registers)
      R = {};
    // Of the word, only IF is there for sure.
    Start.Registers[argument()].V = {
        0, 0, x86::lowBits(WordBits) & ~Family->EnableMask};
    auto Endings = run(F, Start, [&](const Instruction &I, const Outcome &O) {
      if (O.Decides)
        observe(F, ImplObservation::ReadsOther, I.Address, O.Decides);
      if (O.Stores)
        observe(F, ImplObservation::StoresOther, I.Address, O.Stores);
      if (O.LoadsFlags)
        observe(F, ImplObservation::LoadsRegister, I.Address, O.LoadsFlags);
    });
    if (!Endings)
      Facts.GivenUp.push_back(F.Name + ": too many steps");
    sense(F, IrqsAfter::Off);
    sense(F, IrqsAfter::On);
  }

  /// Whether a word that says \p Meant leaves in memory what the function for
  /// the opposite does.
  void sense(const Function &F, IrqsAfter Meant) {
    const bool On = Meant == IrqsAfter::On;
    State Start = entry();
    Start.Registers[argument()] = x86::Content::number(
        On == Family->SetMeansOn ? Family->EnableMask : uint64_t(0));
    std::map<std::string, BitValue> Left;
    bool Mixed = false;
    auto Ran = run(F, Start, ignore);
    if (!Ran)
      return;
    for (const Ending &E : *Ran)
      for (const auto &[Key, C] : E.S.Memory)
        Mixed |= !Left.emplace(Key, C.V).second && !(Left[Key] == C.V);
    if (Mixed)
      return;
    for (const Function &Other : Functions) {
      const Primitive &P = *Other.Is;
      if (P.Save || P.Restore ||
          P.Irqs != (On ? IrqsAfter::Off : IrqsAfter::On))
        continue;
      for (const auto &[Key, V] : effect(Other)) {
        auto It = Left.find(Key);
        if (It != Left.end() && It->second == V)
          return observe(F, ImplObservation::RestoreInverted, F.Start, 0,
                         &Other);
      }
    }
  }
};

} // namespace

void initialize() { x86::MachineCode::initialize(); }

Expected<ObjectFacts> analyse(MemoryBufferRef Buffer, const flow::Contract &C) {
  auto File = llvm::object::ObjectFile::createObjectFile(Buffer);
  if (!File)
    return File.takeError();
  const auto *Elf = dyn_cast<ELFObjectFileBase>(File->get());
  if (!Elf)
    return createStringError("not an ELF object");
  return Analysis(*Elf, C).run();
}

} // namespace pvlint::object
