using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Tests.Clients;

[TestClass]
[TestCategory("database")]
public sealed class CompareClientsTests : IDisposable
{
    private readonly ClientDesk _desk = new();

    public void Dispose() => _desk.Dispose();

    [TestMethod]
    public async Task The_one_with_an_identity_code_is_suggested_else_the_one_recorded_first()
    {
        var lead = await AddLeadAsync();
        var first = await _desk.CreatedAsync(ClientDesk.Helmi);
        _desk.Clock.Advance(TimeSpan.FromDays(1));
        var second = await _desk.CreatedAsync(ClientDesk.Helmi with { FamilyName = "Kuusisari", Phones = [] }, first);
        var coded = await _desk.CreatedAsync(ClientDesk.Helmi with { FamilyName = "Kuussaari", IdentityCode = "140547-914N", Phones = [] }, first, second);

        Assert.AreEqual(first, (await CompareAsync(second, first, lead))!.SuggestedSurvivorId);
        Assert.AreEqual(coded, (await CompareAsync(first, coded, lead))!.SuggestedSurvivorId);
        Assert.AreEqual(coded, (await CompareAsync(coded, second, lead))!.SuggestedSurvivorId);
    }

    [TestMethod]
    public async Task Nothing_is_read_of_either_without_a_ground_for_both()
    {
        var lead = await AddLeadAsync();
        var first = await _desk.CreatedAsync(ClientDesk.Helmi);
        var second = await _desk.CreatedAsync(ClientDesk.Helmi with { FamilyName = "Kuusisari", Phones = [] }, first);
        await using var guidance = _desk.Open();
        await new ClientGrounds(guidance, _desk.Clock).StateAsync(first, StatedGroundKind.ClientInTouch, lead, CancellationToken.None);

        Assert.IsNull(await Compare(guidance).ReadAsync(first, second, lead, CancellationToken.None));
        Assert.IsFalse(await guidance.AuditEntries.AnyAsync(entry => entry.Actor == lead.Name && entry.Action == AuditAction.Read));
        Assert.IsFalse(await Compare(guidance).StateAsync(first, Guid.NewGuid(), lead, CancellationToken.None));

        Assert.IsTrue(await Compare(guidance).StateAsync(first, second, lead, CancellationToken.None));
        Assert.IsNotNull(await Compare(guidance).ReadAsync(first, second, lead, CancellationToken.None));
        Assert.AreEqual(
            "ClientInTouch DataCorrection",
            string.Join(' ', await guidance.Set<StatedGround>().OrderBy(ground => ground.Sequence).Select(ground => ground.Kind).ToListAsync()),
            "Who has a ground states no other.");
    }

    private CompareClients Compare(GuidanceDbContext guidance) =>
        new(guidance, new ReadClient(guidance, ClientDesk.Vault, _desk.Clock), new ClientGrounds(guidance, _desk.Clock));

    private async Task<ClientComparison?> CompareAsync(Guid one, Guid other, Actor lead)
    {
        await using var guidance = _desk.Open();
        await Compare(guidance).StateAsync(one, other, lead, CancellationToken.None);
        return await Compare(guidance).ReadAsync(one, other, lead, CancellationToken.None);
    }

    private async Task<Actor> AddLeadAsync()
    {
        await using var guidance = _desk.Open();
        var lead = new Worker { Source = GuidanceCase.OwnSource, Code = "liisa", Name = "Liisa Salmi" };
        guidance.Add(lead);
        await guidance.SaveChangesAsync();
        return new Actor("liisa", lead.Id);
    }
}
