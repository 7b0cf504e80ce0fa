using Ledger.Protocol.V1;

namespace Ledger.Client.Tenders;

/// <summary>A tender project (招标项目) with its sections (标段).</summary>
/// <param name="Project">The project.</param>
/// <param name="Sections">Its sections, ascending by code.</param>
public sealed record ProjectSections(Project Project, IReadOnlyList<Section> Sections);
