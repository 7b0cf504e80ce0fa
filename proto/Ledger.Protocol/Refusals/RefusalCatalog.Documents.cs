namespace Ledger.Protocol;

// Refusals of the document store: 11xxx.
public static partial class RefusalCatalog
{
    private static RefusalText[] DocumentRefusals =>
    [
        new(RefusalCode.BadDocumentField, RefusalKind.Invalid,
            "Every field has a stated form and size (docs/spec/documents.md).",
            "Correct the field that the message names.",
            new("每个字段都有规定的形式和大小（docs/spec/documents.md）。",
                "请改正消息指出的字段。")),
        new(RefusalCode.BadDocumentSize, RefusalKind.Invalid,
            "Documents have padded sizes, so that their length tells little (DOMAIN §2, leak checklist; docs/spec/documents.md).",
            "Pad the document to 1, 2, 3, 4, 6, 8, 12 … pieces of 64 KiB, as many as the node takes.",
            new("文件填充到规定的大小，使其长度几乎不透露信息（DOMAIN §2，泄密检查表；docs/spec/documents.md）。",
                "请把文件填充到 1、2、3、4、6、8、12……块，每块 64 KiB，以节点接受的为限。")),
        new(RefusalCode.DocumentNotFound, RefusalKind.NotFound,
            "There is none and not for you are one answer (DESIGN §8, uniform answers).",
            "Check address, read token and lease; or ask another node that the reference names.",
            new("“没有”和“不给您”是同一个回答（DESIGN §8，统一答复）。",
                "请核对地址、读取令牌和租期；或询问引用中的另一节点。")),
        new(RefusalCode.LeaseTooLong, RefusalKind.Invalid,
            "A document is kept for a lease of time, which its uploader may renew (docs/spec/documents.md).",
            "Ask for at most the lease that the node's terms name.",
            new("文件在一段租期内保存，上传者可以续期（docs/spec/documents.md）。",
                "请申请不超过节点条件所列的租期。")),
        new(RefusalCode.UploadOutOfStep, RefusalKind.WrongState,
            "Pieces are taken in order, each once (docs/spec/documents.md).",
            "Ask for the upload's progress, and go on from there.",
            new("各块按顺序接收，每块一次（docs/spec/documents.md）。",
                "请查询上传进度，并从该处继续。")),
        new(RefusalCode.DocumentDigest, RefusalKind.Invalid,
            "A document's address is the digest of its pieces (docs/spec/documents.md).",
            "Upload again from the first piece: the node has dropped what it had.",
            new("文件的地址是其各块的摘要（docs/spec/documents.md）。",
                "请从第一块重新上传：节点已丢弃所收内容。")),
        new(RefusalCode.DocumentsFull, RefusalKind.Full,
            "A node's documents are bounded in number and bytes (DESIGN §11).",
            "Use another node, or wait until leases have ended.",
            new("一个节点的文件在数量和字节上有限（DESIGN §11）。",
                "请改用另一节点，或等租期结束。"),
            Transient: true),
    ];
}
