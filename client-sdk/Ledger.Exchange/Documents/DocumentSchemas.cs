using Ledger.Exchange.Shapes;

namespace Ledger.Exchange.Documents;

/// <summary>Every kind of document.</summary>
internal static class DocumentSchemas
{
    internal static IReadOnlyList<DocumentSchema> All { get; } =
    [
        ProjectDocument.Schema, SectionDocument.Schema, NoticeDocument.Schema, GuaranteeDocument.Schema, ClaimDocument.Schema,
        ClaimReplyDocument.Schema, ReleaseDocument.Schema,
        DecryptionNoticeDocument.Schema,
    ];

    internal static DocumentSchema? Find(string type) =>
        All.FirstOrDefault(schema => NamedValueShape<DocumentKind>.NameOf(schema.Kind) == type);

    internal static DocumentSchema Find(DocumentKind kind) => All.Single(schema => schema.Kind == kind);
}
