using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Tests;

/// <summary>Corrections and withdrawals of projects: one row for each transition allowed and each refusal.</summary>
internal static class ProjectRows
{
    internal static IEnumerable<Row> All =>
    [
        Row("corrected", RefusalCode.None, w =>
        {
            w.WithProject().Time++;
            var refused = w.Run(w.Centre, Correcting());
            var (project, change) = (Project(w)!, Change(w, 1)!);
            Assert.Equal(
                ("更正后的名称", 1u, 0L, World.Start),
                (project.Created.Name, project.Changes, project.WithdrawnAt, project.CreatedAt));
            Assert.Equal(
                (World.Project(), "录入有误", World.Start + 1, false),
                (change.Before.Created, change.Reason, change.ChangedAt, change.Withdrawn));
            return refused;
        }, "project.corrected"),
        Row("corrected again", RefusalCode.None, w =>
        {
            w.WithProject().MustRun(w.Centre, Correcting());
            var refused = w.Run(w.Centre, Correcting(p => p.TendererUscc = World.Uscc(9)));
            Assert.Equal(2u, Project(w)!.Changes);
            Assert.Equal("更正后的名称", Change(w, 2)!.Before.Created.Name);
            return refused;
        }, "project.corrected"),
        Row("corrected: a section has the tenderer that counts then", RefusalCode.None, w =>
        {
            w.WithProject().MustRun(w.Centre, Correcting(p => p.TendererUscc = World.Uscc(9)));
            w.MustRun(w.Centre, World.Call(World.Announcement()));
            Assert.Equal(World.Uscc(9), w.Section.TendererUscc);
            return Refused.No;
        }),
        Row(
            "corrected to what it is",
            RefusalCode.ProjectUnchanged,
            w => w.WithProject().Run(w.Centre, Correcting(p => p.Name = World.Project().Name))),
        Row("corrected: unknown", RefusalCode.UnknownProject, w => w.Run(w.Centre, Correcting())),
        Row("corrected by another centre", RefusalCode.OtherCentre, w => w.WithProject().Run(w.OtherCentre, Correcting())),
        Row("corrected by its tenderer", RefusalCode.NotPermitted, w => w.WithProject().Run(w.Tenderer, Correcting())),
        Row("corrected: in use", RefusalCode.ProjectInUse, w => w.WithSection().Run(w.Centre, Correcting())),
        Row("corrected: its section was terminated", RefusalCode.ProjectInUse, w =>
        {
            w.WithSection().MustRun(w.Tenderer, World.Call(World.Terminating()));
            return w.Run(w.Centre, Correcting());
        }),
        Row("corrected to a bad field", RefusalCode.BadUscc, w => w.WithProject().Run(w.Centre, Correcting(p => p.TendererUscc = "1"))),
        Row(
            "corrected to nothing",
            RefusalCode.BadCode,
            w => w.WithProject().Run(w.Centre, Of(new CorrectProject { Reason = "录入有误" }))),
        Row("corrected without a reason", RefusalCode.BadText, w => w.WithProject().Run(w.Centre, Correcting(reason: " "))),
        Row("corrected: withdrawn", RefusalCode.ProjectWithdrawn, w => Withdrawn(w).Run(w.Centre, Correcting())),
        Row("withdrawn", RefusalCode.None, w =>
        {
            w.WithProject().Time++;
            var refused = w.Run(w.Centre, Withdrawing());
            Assert.Equal((World.Start + 1, 1u), (Project(w)!.WithdrawnAt, Project(w)!.Changes));
            Assert.Equal((true, "重复录入", 0L), (Change(w, 1)!.Withdrawn, Change(w, 1)!.Reason, Change(w, 1)!.Before.WithdrawnAt));
            return refused;
        }, "project.withdrawn"),
        Row("withdrawn twice", RefusalCode.ProjectWithdrawn, w => Withdrawn(w).Run(w.Centre, Withdrawing())),
        Row("withdrawn: unknown", RefusalCode.UnknownProject, w => w.Run(w.Centre, Withdrawing())),
        Row("withdrawn by another centre", RefusalCode.OtherCentre, w => w.WithProject().Run(w.OtherCentre, Withdrawing())),
        Row("withdrawn by its tenderer", RefusalCode.NotPermitted, w => w.WithProject().Run(w.Tenderer, Withdrawing())),
        Row("withdrawn: in use", RefusalCode.ProjectInUse, w => w.WithSection().Run(w.Centre, Withdrawing())),
        Row(
            "withdrawn: a code of 19",
            RefusalCode.BadCode,
            w => w.WithProject().Run(w.Centre, Withdrawing(World.TenderProjectCode[..19]))),
        Row("withdrawn without a reason", RefusalCode.BadText, w => w.WithProject().Run(w.Centre, Withdrawing(reason: ""))),
        Row(
            "withdrawn: announced under",
            RefusalCode.ProjectWithdrawn,
            w => Withdrawn(w).Run(w.Centre, World.Call(World.Announcement()))),
        Row("withdrawn: created again, by whom it belongs to", RefusalCode.None, w =>
        {
            var refused = Withdrawn(w).Run(w.OtherCentre, World.Call(World.Project()));
            Assert.Equal((w.OtherCentre.Uscc, 0L, 1u), (Project(w)!.CentreUscc, Project(w)!.WithdrawnAt, Project(w)!.Changes));
            w.MustRun(w.OtherCentre, Withdrawing());
            Assert.Equal((w.Centre.Uscc, w.OtherCentre.Uscc), (Change(w, 1)!.Before.CentreUscc, Change(w, 2)!.Before.CentreUscc));
            return refused;
        }, "project.withdrawn"),
    ];

    internal static Call Correcting(Action<CreateProject>? change = null, string reason = "录入有误")
    {
        var corrected = World.Project();
        corrected.Name = "更正后的名称";
        change?.Invoke(corrected);
        return Of(new CorrectProject { Corrected = corrected, Reason = reason });
    }

    internal static Call Withdrawing(string code = World.TenderProjectCode, string reason = "重复录入") =>
        new() { Tender = new TenderCall { WithdrawProject = new WithdrawProject { TenderProjectCode = code, Reason = reason } } };

    private static Call Of(CorrectProject call) => new() { Tender = new TenderCall { CorrectProject = call } };

    private static World Withdrawn(World w)
    {
        w.WithProject().MustRun(w.Centre, Withdrawing());
        return w;
    }

    private static Project? Project(World w) =>
        TenderTables.Projects.Read(w.State, TenderTables.Projects.Key(World.TenderProjectCode));

    private static ProjectChange? Change(World w, uint number) =>
        TenderTables.ProjectChanges.Read(w.State, TenderTables.ProjectChangeKey(World.TenderProjectCode, number));

    private static Row Row(string name, RefusalCode expected, Func<World, Refused> attempt, string? happened = null) =>
        new($"project {name}", "docs/spec/tender.md, Projects", expected, attempt, happened);
}
