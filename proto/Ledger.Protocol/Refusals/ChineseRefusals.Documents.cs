namespace Ledger.Protocol;

// Refusals of the document store: 11xxx.
internal static partial class ChineseRefusals
{
    private static (RefusalCode Code, RefusalWords Words)[] DocumentRefusals =>
    [
        (RefusalCode.BadDocumentField, new(
            "每个字段都有规定的形式和大小（docs/spec/documents.md）。",
            "请改正消息指出的字段。")),
        (RefusalCode.BadDocumentSize, new(
            "文件填充到规定的大小，使其长度几乎不透露信息（DOMAIN §2，泄密检查表；docs/spec/documents.md）。",
            "请把文件填充到 1、2、3、4、6、8、12……块，每块 64 KiB，以节点接受的为限。")),
        (RefusalCode.DocumentNotFound, new(
            "“没有”和“不给您”是同一个回答（DESIGN §8，统一答复）。",
            "请核对地址、读取令牌和租期；或询问引用中的另一节点。")),
        (RefusalCode.LeaseTooLong, new(
            "文件在一段租期内保存，上传者可以续期（docs/spec/documents.md）。",
            "请申请不超过节点条件所列的租期。")),
        (RefusalCode.UploadOutOfStep, new(
            "各块按顺序接收，每块一次（docs/spec/documents.md）。",
            "请查询上传进度，并从该处继续。")),
        (RefusalCode.DocumentDigest, new(
            "文件的地址是其各块的摘要（docs/spec/documents.md）。",
            "请从第一块重新上传：节点已丢弃所收内容。")),
        (RefusalCode.DocumentsFull, new(
            "一个节点的文件在数量和字节上有限（DESIGN §11）。",
            "请改用另一节点，或等租期结束。")),
    ];
}
