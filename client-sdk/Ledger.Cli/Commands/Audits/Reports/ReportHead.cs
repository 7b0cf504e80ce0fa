using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Audit.Archive;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Audits.Reports;

/// <summary>What of a report its auditor stands for on the chain: up to which block, and how much was verified.</summary>
/// <param name="Height">The newest block that was verified.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Depth">How much was verified.</param>
internal sealed record ReportHead(ulong Height, Digest Hash, AuditDepth Depth)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>Reads it.</summary>
    /// <exception cref="CliException">It is no report, is of another chain, or found the archive not sound.</exception>
    internal static ReportHead Read(Invocation invocation, byte[] bytes)
    {
        if (Parse(bytes) is not { } report || TextOf(report, "format") != AuditReport.Format
            || !ulong.TryParse(TextOf(report, "height"), NumberStyles.None, CultureInfo.InvariantCulture, out var height)
            || !Digest.TryParse(TextOf(report, "hash") ?? string.Empty, out var hash)
            || !Enum.TryParse<AuditLevel>(TextOf(report, "level"), ignoreCase: true, out var level) || !Enum.IsDefined(level))
        {
            throw CliException.Usage(
                $"The file is no {AuditReport.Format}: name the .json that ledger audit report wrote, as it wrote it.",
                $"文件不是 {AuditReport.Format}：请指定 ledger audit report 写出的 .json 原文件。");
        }

        if (TextOf(report, "chain_id") is { } chain && chain != $"{invocation.Genesis.ChainId}")
        {
            throw CliException.Usage(
                $"The report is of chain {chain}, and the genesis file is of {invocation.Genesis.ChainId}.",
                $"报告属于链 {chain}，而创世文件属于 {invocation.Genesis.ChainId}。");
        }

        if (report["sound"] is not JsonValue sound || !sound.TryGetValue<bool>(out var isSound) || !isSound)
        {
            throw new CliException(
                ExitCode.NotVerified,
                "The report found the archive not to be what it claims to be: there is nothing to cosign. Show its findings to " +
                "the members.",
                "报告认定归档与其所称不符：无可会签。请将所见偏差交各成员单位查看。");
        }

        return new ReportHead(height, hash, DepthOf(level));
    }

    private static AuditDepth DepthOf(AuditLevel level) => level switch
    {
        AuditLevel.Headers => AuditDepth.Headers,
        AuditLevel.Merkle => AuditDepth.Merkle,
        AuditLevel.Signatures => AuditDepth.Signatures,
        _ => AuditDepth.Full,
    };

    private static JsonObject? Parse(byte[] bytes)
    {
        try
        {
            return JsonNode.Parse(bytes, documentOptions: Strict) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Numbers stand as text in the ledger's JSON where they may be long, and as numbers where they may not.
    private static string? TextOf(JsonObject report, string field) => report[field] is JsonValue value ? value.ToString() : null;
}
