using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Guidance.Tests.Clients;

[TestClass]
[TestCategory("database")]
public sealed class ConsentTests : IDisposable
{
    private readonly ClientDesk _desk = new();

    public void Dispose() => _desk.Dispose();

    [TestMethod]
    public async Task A_withdrawal_holds_from_its_day_and_what_was_given_stays_in_the_history()
    {
        var id = await _desk.CreatedAsync(ClientDesk.Helmi);
        await RecordAsync(id, ConsentAnswer.Given, new DateOnly(2026, 1, 5));
        await RecordAsync(id, ConsentAnswer.Withdrawn, new DateOnly(2026, 3, 16));

        var now = (await _desk.ReadAsync(id)).Consents.Single();

        Assert.AreEqual(new ConsentNow(ConsentKind.InformationToCloseOne, ConsentAnswer.Withdrawn, new DateOnly(2026, 3, 16), new DateOnly(2026, 1, 5), new DateOnly(2026, 3, 16), "w001"), now);
        await using var guidance = _desk.Open();
        Assert.AreEqual(2, await guidance.Set<ClientConsent>().CountAsync());
    }

    [TestMethod]
    public async Task History_cannot_be_rewritten()
    {
        var id = await _desk.CreatedAsync(ClientDesk.Helmi);
        await RecordAsync(id, ConsentAnswer.Given, new DateOnly(2026, 1, 5));
        await using var guidance = _desk.Open();
        guidance.Remove(await guidance.Set<ClientConsent>().SingleAsync());

        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => guidance.SaveChangesAsync());
    }

    [TestMethod]
    [DataRow(2026, 3, 18)]
    [DataRow(1947, 5, 13)]
    public async Task An_answer_of_tomorrow_or_from_before_birth_is_refused(int year, int month, int day)
    {
        var id = await _desk.CreatedAsync(ClientDesk.Helmi);

        Assert.AreEqual(ClientProblemKind.AnswerDayImpossible, (await RecordAsync(id, ConsentAnswer.Given, new DateOnly(year, month, day))).Single().Kind);
    }

    private async Task<IReadOnlyList<ClientProblem>> RecordAsync(Guid id, ConsentAnswer answer, DateOnly day)
    {
        await using var guidance = _desk.Open();
        return await new RecordConsent(guidance, CountyCalendar.Helsinki, _desk.Clock)
            .RecordAsync(new ConsentToRecord(id, ConsentKind.InformationToCloseOne, answer, day), ClientDesk.Worker, ClientDesk.Reason, CancellationToken.None);
    }
}
