using Ledger.Protocol;

namespace Ledger.Client;

/// <summary>
/// What a validator said, and cannot deny to have said, when it refused a submission. It says nothing of what the transaction became
/// elsewhere.
/// </summary>
/// <param name="Node">The validator's id.</param>
/// <param name="Time">When it refused, by its own clock, UTC milliseconds.</param>
/// <param name="Code">The rule.</param>
/// <param name="Message">What was wrong.</param>
public sealed record ProvenRefusal(Digest Node, long Time, RefusalCode Code, string Message);
