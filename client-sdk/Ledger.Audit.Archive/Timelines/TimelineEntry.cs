using Ledger.Protocol;

namespace Ledger.Audit.Archive;

/// <summary>A transaction that concerns what is asked about.</summary>
/// <param name="Height">Its block.</param>
/// <param name="Time">The block's time, UTC milliseconds.</param>
/// <param name="Index">Its place in the block, from 0.</param>
/// <param name="Id">Its id.</param>
/// <param name="Certificate">The certificate that it names as its signer.</param>
/// <param name="Uscc">Whose certificate that is; null where the chain has not registered it.</param>
/// <param name="Calls">The names of its calls.</param>
/// <param name="Code">What became of it; <see cref="RefusalCode.None"/> is done.</param>
/// <param name="Events">The types of what happened by it.</param>
public sealed record TimelineEntry(
    ulong Height, long Time, int Index, Digest Id, Digest Certificate, string? Uscc, IReadOnlyList<string> Calls, RefusalCode Code,
    IReadOnlyList<string> Events);
