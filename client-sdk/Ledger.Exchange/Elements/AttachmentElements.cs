using Ledger.Exchange.Shapes;
using static Ledger.Exchange.ElementSource;

namespace Ledger.Exchange.Elements;

/// <summary>Elements of the files that go with a guarantee.</summary>
internal static class AttachmentElements
{
    private const int KindMax = 10;

    internal static readonly ExchangeElement Kind = new("ATTACHMENT_TYPE", "附件类型", LiveInterface, new DigitsShape(KindMax));
    internal static readonly ExchangeElement Name = new("ATTACHMENT_NAME", "附件名称", Ours, SharedShapes.Name);
    internal static readonly ExchangeElement Sha256 = new("FILE_DIGEST_SHA", "文件摘要（SHA-256）", LiveInterface, SharedShapes.Hash);
    internal static readonly ExchangeElement Sm3 = new("FILE_DIGEST_SM", "文件摘要（SM3）", LiveInterface, SharedShapes.Hash);
    internal static readonly ExchangeElement List = new(
        "ATTACHMENTS",
        "附件清单",
        LiveInterface,
        new ListShape(new GroupShape(() => GuaranteeAttachment.Map.Uses), ExchangeLimits.AttachmentsMax));

    internal static IReadOnlyList<ExchangeElement> All => [List, Kind, Name, Sha256, Sm3];
}
