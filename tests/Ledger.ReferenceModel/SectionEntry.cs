using Google.Protobuf;
using Ledger.Protocol.V1;

namespace Ledger.ReferenceModel;

/// <summary>A section in the model's books.</summary>
public sealed record SectionEntry
{
    /// <summary>What was announced.</summary>
    public required AnnounceSection Announced { get; init; }

    /// <summary>Who runs it.</summary>
    public required string Centre { get; init; }

    /// <summary>招标人: the beneficiary of its bonds.</summary>
    public required string Tenderer { get; init; }

    /// <summary>招标代理机构; empty where there is none.</summary>
    public required string Agent { get; init; }

    /// <summary>The project's region.</summary>
    public required string Region { get; init; }

    /// <summary>The project's class.</summary>
    public required string TradeClass { get; init; }

    /// <summary>UTC milliseconds.</summary>
    public required long AnnouncedAt { get; init; }

    /// <summary>The state as written: closing follows from the time.</summary>
    public SectionState State { get; init; } = SectionState.Announced;

    /// <summary>Of the latest notice, UTC milliseconds.</summary>
    public long OpeningTime { get; init; }

    /// <summary>Number of the latest notice.</summary>
    public uint Notices { get; init; } = 1;

    /// <summary>The state that a pause came from.</summary>
    public SectionState PausedFrom { get; init; }

    internal PauseCause PauseCause { get; init; }

    internal long PausedAt { get; init; }

    /// <summary>Why it failed, where it did.</summary>
    public FailureCause Failure { get; init; }

    /// <summary>How many bidders the opening committed to.</summary>
    public int Bidders => Committed.Count;

    /// <summary>When their list was taken, UTC milliseconds; 0 before it.</summary>
    public long ListedAt { get; init; }

    /// <summary>When the opening key was released, UTC milliseconds; 0 before it.</summary>
    public long ReleasedAt { get; init; }

    /// <summary>Whose bids were opened, as the list says.</summary>
    internal IReadOnlyList<string> Listed { get; init; } = [];

    /// <summary>When the award that counts was made, and the contract; UTC milliseconds.</summary>
    internal long AwardedAt { get; init; }

    internal long ContractedAt { get; init; }

    /// <summary>Commitments of the opening.</summary>
    internal IReadOnlyList<ByteString> Committed { get; init; } = [];

    /// <summary>In which transaction it was opened: the list comes in a later one.</summary>
    internal long OpenedIn { get; init; }

    internal ByteString? CommitteeKey { get; init; }

    /// <summary>The committee's candidates in their order.</summary>
    public IReadOnlyList<string> Candidates { get; init; } = [];

    internal long PublicUntil { get; init; }

    /// <summary>Winners in their order, with what was awarded, in fen.</summary>
    public IReadOnlyList<(string Uscc, long Fen)> Awards { get; init; } = [];

    /// <summary>What the contract is about, in fen; null before it.</summary>
    public long? ContractFen { get; init; }

    /// <summary>Bidders whose bids were not decrypted, and through whose fault.</summary>
    public IReadOnlyDictionary<string, DecryptionFault> Undecrypted { get; init; } = new Dictionary<string, DecryptionFault>();

    internal string Code => Announced.SectionCode;

    internal string? Winner => Awards.Count == 0 ? null : Awards[^1].Uscc;

    /// <summary>Whether bids have been opened: from there on, through pauses, but not in a section that failed or was terminated.</summary>
    internal bool IsOpened => (State == SectionState.Paused ? PausedFrom : State) is
        SectionState.Opening or SectionState.Opened or SectionState.Evaluated or SectionState.Publicized or SectionState.Awarded
            or SectionState.Contracted;

    internal bool IsOpening => (State == SectionState.Paused ? PausedFrom : State) == SectionState.Opening;

    internal bool TakesBids => State is SectionState.Announced or SectionState.Postponed;

    internal SectionState At(long time) => TakesBids && time >= OpeningTime ? SectionState.Closed : State;
}
