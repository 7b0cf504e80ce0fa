using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Ledger.Protocol;
using Ledger.Witness.Notes;

namespace Ledger.Witness.Checkpoints;

/// <summary>
/// The head of a chain's log as a note's text (c2sp.org/tlog-checkpoint): three lines, and no extension.
/// </summary>
/// <param name="Origin">Which log: <see cref="OriginOf"/> the chain.</param>
/// <param name="Size">How many headers it has; the last is of height <c>Size - 1</c>. One or more.</param>
/// <param name="Root">The root of the RFC 6962 tree of SHA-256 over their hashes.</param>
public sealed record LogCheckpoint(string Origin, ulong Size, Digest Root)
{
    private const string OriginPrefix = "ledger/chain/";
    private const int Lines = 3;

    /// <summary>The origin of a chain's log. It names the chain alone, so that a chain has one log whoever serves it.</summary>
    public static string OriginOf(Digest chainId) => $"{OriginPrefix}{chainId}";

    /// <summary>The note's text.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root.ToArray())}\n");

    /// <summary>Reads a text in its one spelling.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out LogCheckpoint? checkpoint)
    {
        ArgumentNullException.ThrowIfNull(text);
        checkpoint = null;
        var lines = text.Split('\n');
        if (lines.Length != Lines + 1 || !ulong.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size) ||
            size == 0 || !NoteKey.TryFromBase64(lines[2], out var root) || !Digest.TryRead(root, out var digest))
        {
            return false;
        }

        var read = new LogCheckpoint(lines[0], size, digest);
        checkpoint = read.Text == text ? read : null;
        return checkpoint is not null;
    }
}
