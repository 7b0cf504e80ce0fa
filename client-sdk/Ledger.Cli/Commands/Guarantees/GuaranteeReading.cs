using Google.Protobuf;
using Ledger.Client;
using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;

namespace Ledger.Cli.Commands.Guarantees;

/// <summary>Proven reads that several guarantee commands need.</summary>
internal static class GuaranteeReading
{
    /// <summary>Reads an id of 32 hexadecimal digits.</summary>
    internal static ByteString Id(string text)
    {
        var bytes = new byte[GuaranteeTables.IdBytes];
        return text.Length == 2 * bytes.Length && Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done
            ? UnsafeByteOperations.UnsafeWrap(bytes)
            : throw CliException.Usage(
                $"{text} is no guarantee id: it has {2 * bytes.Length} hexadecimal digits.",
                $"{text} 不是保函标识，应为 {2 * bytes.Length} 位十六进制数字。");
    }

    internal static async Task<Section> SectionAsync(LedgerClient client, string code, CancellationToken cancellationToken)
    {
        var section = await client.ReadAsync(TenderTables.Sections, TenderTables.Sections.Key(code), cancellationToken: cancellationToken);
        return section.Record
            ?? throw CliException.NotFound(
                $"Section {code} is not on the chain as of height {section.Height}. Check the code; the trading centre announces " +
                $"sections.",
                $"截至高度 {section.Height}，链上没有标段 {code}；标段由交易中心公告，请核对编号。");
    }

    internal static async Task<(Guarantee Guarantee, ulong Height, long Time)> GuaranteeAsync(
        LedgerClient client, ByteString id, CancellationToken cancellationToken)
    {
        var guarantee = await client.ReadAsync(
            GuaranteeTables.Guarantees, GuaranteeTables.Guarantees.Key(id.Span), cancellationToken: cancellationToken);
        return guarantee.Record is { } record
            ? (record, guarantee.Height, guarantee.Time)
            : throw CliException.NotFound(
                $"Guarantee {Convert.ToHexStringLower(id.Span)} is not on the chain as of height {guarantee.Height}.",
                $"截至高度 {guarantee.Height}，链上没有保函 {Convert.ToHexStringLower(id.Span)}。");
    }
}
