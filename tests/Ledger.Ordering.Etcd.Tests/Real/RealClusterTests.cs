using Ledger.Ordering.Etcd.Members;

namespace Ledger.Ordering.Etcd.Tests.Real;

/// <summary>Three members whose processes are killed, and TLS.</summary>
public sealed class RealClusterTests
{
    [Fact]
    public async Task What_was_won_outlives_a_kill_of_each_member_in_turn_and_no_number_is_given_twice()
    {
        await using var cluster = new EtcdCluster(3);
        await cluster.StartAsync();
        var options = new EtcdOptions { Endpoints = [.. cluster.Members.Select(member => member.Client)], PatienceMs = 20_000 };
        await using var one = new EtcdOrderer(options, RealEtcdTests.ChainOf(7), RealEtcdTests.Parts(["a"]));
        await using var other = new EtcdOrderer(
            options with { Endpoints = [.. options.Endpoints.Reverse()] }, RealEtcdTests.ChainOf(7), RealEtcdTests.Parts(["a"]));
        ulong next = 1;
        foreach (var member in cluster.Members)
        {
            await Win(one, next++);
            await Win(other, next++);
            await cluster.KillAsync(member);
            await Win(one, next++);
            await Win(other, next++);
            await cluster.StartAsync(member);
        }

        var read = await one.ReadAsync(1, 32, default);
        Assert.Equal(Enumerable.Range(1, (int)next - 1), read.Select(batch => (int)batch.Span[0]));
        Assert.Equal(read.Select(batch => batch.ToArray()), (await other.ReadAsync(1, 32, default)).Select(batch => batch.ToArray()));
    }

    [Fact]
    public async Task A_member_is_found_again_by_its_folder_and_ended()
    {
        await using var cluster = new EtcdCluster(1);
        await cluster.StartAsync();
        var folder = cluster.FolderOf(cluster.Members[0]);
        var first = EtcdProcess.Running(folder)!;
        await using var second = await EtcdProcess.StartAsync(cluster.Members[0], cluster.Members, folder); // an earlier program's goes
        Assert.True(first.HasExited);
        Assert.NotEqual(first.Id, EtcdProcess.Running(folder)!.Id);
        await EtcdProcess.StopIn(folder);
        Assert.Null(EtcdProcess.Running(folder));
        await File.WriteAllTextAsync(Path.Combine(folder, "etcd.pid"), Environment.ProcessId.ToString());
        Assert.Null(EtcdProcess.Running(folder)); // somebody else has the number now
    }

    [Fact]
    public async Task With_TLS_a_node_is_let_in_by_its_certificate_alone_and_trusts_its_own_authority_alone()
    {
        using var authority = new EtcdTestCertificates();
        using var stranger = new EtcdTestCertificates();
        using var certificate = authority.Issue("node");
        using var strangers = stranger.Issue("node");
        await using var cluster = new EtcdCluster(1, authority.WriteMember);
        await cluster.StartAsync();
        var options = new EtcdOptions
        {
            Endpoints = [cluster.Members[0].Client],
            Authorities = [authority.Authority],
            Certificate = certificate,
            PatienceMs = 20_000,
        };
        await using (var node = new EtcdOrderer(options, RealEtcdTests.ChainOf(7), RealEtcdTests.Parts(["a"])))
        {
            await Win(node, 1);
        }

        EtcdOptions[] refused =
        [
            options with { Certificate = null }, options with { Certificate = strangers },
            options with { Authorities = [stranger.Authority] },
        ];
        foreach (var wrong in refused.Select(one => one with { PatienceMs = 1 }))
        {
            await using var node = new EtcdOrderer(wrong, RealEtcdTests.ChainOf(7), RealEtcdTests.Parts(["a"]));
            var e = await Assert.ThrowsAsync<OrderingException>(async () => await node.ReadAsync(1, 1, default));
            Assert.Equal(OrderingError.Unavailable, e.Error);
            Assert.Contains(cluster.Members[0].Client.Authority, e.Message, StringComparison.Ordinal);
        }
    }

    // As a node does: it asks again until it is told. A batch may be told of as lost only to somebody else.
    private static async Task Win(EtcdOrderer orderer, ulong number)
    {
        while (true)
        {
            try
            {
                Assert.Equal(AppendResult.Won, await orderer.AppendAsync(number, new[] { (byte)number }, default));
                return;
            }
            catch (OrderingException e) when (e.Error == OrderingError.Unavailable)
            {
                // The same batch again, at the same number.
            }
        }
    }
}
