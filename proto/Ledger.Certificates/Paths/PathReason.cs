namespace Ledger.Certificates.Paths;

/// <summary>Why a path has its verdict. <see cref="PathReasons"/> has all of them.</summary>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Verdict">The class it belongs to.</param>
/// <param name="Sentence">For people.</param>
/// <param name="Rule">Where the rule stands.</param>
public sealed record PathReason(string Code, PathVerdict Verdict, string Sentence, string Rule);
