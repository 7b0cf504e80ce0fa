using System.Numerics;
using Nethereum.ABI.FunctionEncoding.Attributes;
using Nethereum.Contracts;

namespace Ledger.Anchor;

// What LedgerAnchor.sol takes and gives, as Nethereum writes it.

/// <summary>The anchor's constructor.</summary>
internal sealed class DeployAnchor(string byteCode) : ContractDeploymentMessage(byteCode)
{
    public DeployAnchor()
        : this(string.Empty)
    {
    }

    [Parameter("bytes32", "chainId_", 1)]
    public byte[] ChainId { get; set; } = [];

    [Parameter("bytes32", "cosigners_", 2)]
    public byte[] Cosigners { get; set; } = [];
}

[Function("anchor")]
internal sealed class AnchorFunction : FunctionMessage
{
    [Parameter("bytes", "header", 1)]
    public byte[] Header { get; set; } = [];

    [Parameter("bytes32", "next", 2)]
    public byte[] Next { get; set; } = [];

    [Parameter("tuple[]", "present", 3)]
    public List<CosignerTuple> Present { get; set; } = [];

    [Parameter("tuple[]", "votes", 4)]
    public List<VoteTuple> Votes { get; set; } = [];

    [Parameter("bytes32[]", "path", 5)]
    public List<byte[]> Path { get; set; } = [];
}

internal sealed class CosignerTuple
{
    [Parameter("address", "key", 1)]
    public string Key { get; set; } = string.Empty;

    [Parameter("uint64", "power", 2)]
    public ulong Power { get; set; }
}

internal sealed class VoteTuple
{
    [Parameter("uint16", "index", 1)]
    public ushort Index { get; set; }

    [Parameter("bytes32", "r", 2)]
    public byte[] R { get; set; } = [];

    [Parameter("bytes32", "vs", 3)]
    public byte[] Vs { get; set; } = [];
}

internal sealed class StepTuple
{
    [Parameter("uint16", "bitIndex", 1)]
    public ushort BitIndex { get; set; }

    [Parameter("bytes32", "sibling", 2)]
    public byte[] Sibling { get; set; } = [];
}

[Function("chainId", "bytes32")]
internal sealed class ChainIdFunction : FunctionMessage;

[Function("cosigners", "bytes32")]
internal sealed class CosignersFunction : FunctionMessage;

[Function("newest", "uint64")]
internal sealed class NewestFunction : FunctionMessage;

[Function("checkpoint", typeof(CheckpointOutput))]
internal sealed class CheckpointFunction : FunctionMessage
{
    [Parameter("uint64", "height", 1)]
    public ulong Height { get; set; }
}

[FunctionOutput]
internal sealed class CheckpointOutput : IFunctionOutputDTO
{
    [Parameter("bytes32", "blockHash", 1)]
    public byte[] BlockHash { get; set; } = [];

    [Parameter("bytes32", "stateRoot", 2)]
    public byte[] StateRoot { get; set; } = [];

    [Parameter("bytes32", "historyRoot", 3)]
    public byte[] HistoryRoot { get; set; } = [];

    [Parameter("uint64", "time", 4)]
    public ulong Time { get; set; }
}

[Function("includesBlock", "bool")]
internal sealed class IncludesBlockFunction : FunctionMessage
{
    [Parameter("uint64", "anchored", 1)]
    public ulong Anchored { get; set; }

    [Parameter("uint64", "height", 2)]
    public ulong Height { get; set; }

    [Parameter("bytes32", "blockHash", 3)]
    public byte[] BlockHash { get; set; } = [];

    [Parameter("bytes32[]", "path", 4)]
    public List<byte[]> Path { get; set; } = [];
}

[Function("isPresent", "bool")]
internal sealed class IsPresentFunction : FunctionMessage
{
    [Parameter("uint64", "anchored", 1)]
    public ulong Anchored { get; set; }

    [Parameter("bytes", "key", 2)]
    public byte[] Key { get; set; } = [];

    [Parameter("bytes", "value", 3)]
    public byte[] Value { get; set; } = [];

    [Parameter("tuple[]", "steps", 4)]
    public List<StepTuple> Steps { get; set; } = [];
}

[Function("isAbsent", "bool")]
internal sealed class IsAbsentFunction : FunctionMessage
{
    [Parameter("uint64", "anchored", 1)]
    public ulong Anchored { get; set; }

    [Parameter("bytes", "key", 2)]
    public byte[] Key { get; set; } = [];

    [Parameter("bytes", "witnessKey", 3)]
    public byte[] WitnessKey { get; set; } = [];

    [Parameter("bytes32", "witnessValueHash", 4)]
    public byte[] WitnessValueHash { get; set; } = [];

    [Parameter("tuple[]", "steps", 5)]
    public List<StepTuple> Steps { get; set; } = [];
}

[Function("guarantee", typeof(GuaranteeOutput))]
internal sealed class GuaranteeFunction : FunctionMessage
{
    [Parameter("uint64", "anchored", 1)]
    public ulong Anchored { get; set; }

    [Parameter("bytes16", "id", 2)]
    public byte[] Id { get; set; } = [];

    [Parameter("bytes", "record", 3)]
    public byte[] Record { get; set; } = [];

    [Parameter("tuple[]", "steps", 4)]
    public List<StepTuple> Steps { get; set; } = [];
}

[FunctionOutput]
internal sealed class GuaranteeOutput : IFunctionOutputDTO
{
    [Parameter("tuple", "", 1)]
    public GuaranteeTuple Guarantee { get; set; } = new();
}

internal sealed class GuaranteeTuple
{
    [Parameter("uint8", "standing", 1)]
    public byte Standing { get; set; }

    [Parameter("uint64", "amountFen", 2)]
    public BigInteger AmountFen { get; set; }

    [Parameter("uint64", "paidFen", 3)]
    public BigInteger PaidFen { get; set; }

    [Parameter("uint64", "validFrom", 4)]
    public BigInteger ValidFrom { get; set; }

    [Parameter("uint64", "validUntil", 5)]
    public BigInteger ValidUntil { get; set; }

    [Parameter("string", "sectionCode", 6)]
    public string SectionCode { get; set; } = string.Empty;

    [Parameter("string", "beneficiary", 7)]
    public string Beneficiary { get; set; } = string.Empty;

    [Parameter("string", "applicant", 8)]
    public string Applicant { get; set; } = string.Empty;

    [Parameter("string", "guarantor", 9)]
    public string Guarantor { get; set; } = string.Empty;
}
