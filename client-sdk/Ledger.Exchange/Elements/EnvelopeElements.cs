using Ledger.Exchange.Shapes;

namespace Ledger.Exchange.Elements;

/// <summary>What every document begins with.</summary>
internal static class EnvelopeElements
{
    internal static readonly ExchangeElement DocumentType = new(
        "DOCUMENT_TYPE", "文档类型", ElementSource.Ours, new NamedValueShape<DocumentKind>());
    internal static readonly ExchangeElement DocumentVersion = new(
        "DOCUMENT_VERSION", "格式版本", ElementSource.Ours, new CountShape(ExchangeReader.Version, ExchangeReader.Version));
    internal static readonly ExchangeElement DataTimestamp = new(
        "DATA_TIMESTAMP", "数据时间戳", ElementSource.ProvincialPlatform, new TimeShape());
    internal static readonly ExchangeElement BlockHeight = new(
        "BLOCK_HEIGHT", "区块高度", ElementSource.Ours, new CountShape(1, long.MaxValue));

    internal static IReadOnlyList<ExchangeElement> All => [DocumentType, DocumentVersion, DataTimestamp, BlockHeight];
}
