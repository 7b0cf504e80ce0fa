using System.CommandLine;
using Ledger.Audit.Archive;
using Ledger.Crypto.Signatures;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Audits;

/// <summary>One reading of an archive from its first block to its last, verified on the way: what the commands on archives share.</summary>
internal static class ArchiveRun
{
    /// <summary>The program and its version, as what it writes names it.</summary>
    internal static string Program { get; } = $"ledger {typeof(ArchiveRun).Assembly.GetName().Version?.ToString(3) ?? "0"}";

    internal static Argument<string> Argument() => new("DIR") { Description = "The archive's folder." };

    internal static Option<string?> Csv() =>
        new("--csv") { Description = "Also write it to this file, for a spreadsheet.", HelpName = "FILE" };

    /// <summary>The archive's newest height; 0 of an empty one.</summary>
    /// <exception cref="CliException">Its index is damaged.</exception>
    internal static ulong HeightOf(Invocation invocation, string folder)
    {
        try
        {
            return new ArchiveReader(folder, invocation.Genesis.ChainId).Chunks.LastOrDefault()?.Last ?? 0;
        }
        catch (ArchiveException e)
        {
            throw Damaged(e);
        }
    }

    /// <summary>Verifies an archive, and shows each block to <paramref name="look"/> as it comes.</summary>
    /// <param name="invocation">The command, with its genesis file.</param>
    /// <param name="folder">The archive.</param>
    /// <param name="level">How much is verified.</param>
    /// <param name="work">A folder for the state; the system's own for such files where null.</param>
    /// <param name="look">What else is done with a block.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="progress">Where it is kept how far it came; null: nowhere.</param>
    /// <exception cref="CliException">A file of the archive is damaged.</exception>
    internal static async Task<AuditResult> VerifyAsync(
        Invocation invocation, string folder, AuditLevel level, string? work, Action<Block> look, CancellationToken cancellationToken,
        AuditProgress? progress = null)
    {
        try
        {
            var reader = new ArchiveReader(folder, invocation.Genesis.ChainId);
            var last = reader.Chunks.LastOrDefault()?.Last ?? 0;
            using var audit = new ArchiveAudit(invocation.Genesis, new SignatureVerifier(), level, WorkFile(work), progress);
            var bar = invocation.NewProgressBar<AuditFigures>(figures => ((long)figures.Blocks, (long)last));
            var blocks = reader.Blocks.Select(block =>
            {
                look(block.Block);
                return block;
            });
            return await audit.VerifyAsync(blocks, bar, cancellationToken);
        }
        catch (ArchiveException e)
        {
            throw Damaged(e);
        }
    }

    /// <summary>As <see cref="VerifyAsync"/> with all signatures, where nothing is to be shown of an archive that is not sound.</summary>
    internal static async Task<AuditResult> ReadSoundAsync(
        Invocation invocation, string folder, Action<Block> look, CancellationToken cancellationToken)
    {
        var result = await VerifyAsync(invocation, folder, AuditLevel.Signatures, null, look, cancellationToken);
        if (result.IsSound)
        {
            return result;
        }

        throw NotSound(result.Findings[0]);
    }

    /// <summary>Why nothing is shown of an archive.</summary>
    internal static CliException NotSound(AuditFinding first) => CliException.NotVerified(
        $"The archive is not sound, so nothing is shown of it: block {first.Height:N0}, {first.Field}. " +
        "See `ledger audit verify` of it.",
        $"归档核验未通过，因此不予显示：区块 {first.Height:N0}，{first.Field}。详见 `ledger audit verify`。");

    /// <summary>A file of this run's own, for a state.</summary>
    internal static string WorkFile(string? folder) => Path.Combine(folder ?? Path.GetTempPath(), $"ledger-audit-{Guid.NewGuid():N}");

    internal static CliException Damaged(ArchiveException e) => CliException.NotVerified(e.Message, e.Chinese);
}
