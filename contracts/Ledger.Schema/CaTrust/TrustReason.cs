namespace Ledger.Schema.CaTrust;

/// <summary>Why a certificate was good, or was not.</summary>
/// <param name="Code">Stable, for programs: <c>authority-suspended</c>.</param>
/// <param name="Sentence">For people.</param>
/// <param name="Rule">The rule's source.</param>
public sealed record TrustReason(string Code, string Sentence, string Rule);
