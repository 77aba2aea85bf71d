using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;

namespace Palveluohjaus.Host.Tests.Web;

/// <summary>What a worker does with clients on the pages, in a browser's words.</summary>
internal static partial class ClientsAtTheDesk
{
    public const string Salla = "suojattu salla";
    public const string Helmi = "kuusisaari helmi";

    extension(HttpClient browser)
    {
        public async Task<(HttpStatusCode Status, string Page)> OpenAsync(string path)
        {
            using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative));
            return (answer.StatusCode, Words(await answer.Content.ReadAsStringAsync()));
        }

        /// <summary>Sends one form, with the token of another page: a token is good on all of them.</summary>
        public async Task<(HttpStatusCode Status, string Page, string? To)> SendAsync(string path, string form, params (string Name, string Value)[] fields)
        {
            var token = PalveluohjausApp.HiddenField(await browser.GetStringAsync(new Uri("/clients", UriKind.Relative)), "__RequestVerificationToken");
            using var content = new FormUrlEncodedContent(
            [
                KeyValuePair.Create("__RequestVerificationToken", token),
                KeyValuePair.Create("_handler", form),
                .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)),
            ]);
            using var answer = await browser.PostAsync(new Uri(path, UriKind.Relative), content);
            return (answer.StatusCode, Words(await answer.Content.ReadAsStringAsync()), browser.PathOf(answer.Headers.Location));
        }

        /// <summary>Where a page leads on to, unfollowed.</summary>
        public async Task<string?> RedirectOfAsync(string path)
        {
            using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative));
            return browser.PathOf(answer.Headers.Location);
        }

        private string? PathOf(Uri? address) => address is null ? null : new Uri(browser.BaseAddress!, address).PathAndQuery;

        public Task<(HttpStatusCode Status, string Page, string? To)> SearchAsync(string text) => browser.SendAsync("/clients", "client-search", ("Search", text));

        public Task<(HttpStatusCode Status, string Page, string? To)> ActAsync(string path, string action, params (string Name, string Value)[] fields) =>
            browser.SendAsync(path, "client", [("action", action), .. fields]);

        /// <summary>Opens a client's card to this browser's worker.</summary>
        public async Task StateGroundAsync(Guid clientId) => await browser.ActAsync($"/clients/{clientId}", "ground", ("Ground", nameof(StatedGroundKind.ClientInTouch)));
    }

    extension(PalveluohjausApp app)
    {
        /// <summary>An open case of the eastern unit, which is Sanna's and Liisa's.</summary>
        public Task<Guid> AddCaseAsync(Guid clientId) => app.ReadAsync(async guidance =>
        {
            var unit = await guidance.Units.SingleAsync(each => each.Code == "ITA");
            var added = new GuidanceCase
            {
                ClientId = clientId,
                Source = GuidanceCase.OwnSource,
                Theme = NeedReason.Housing,
                Channel = ContactChannel.Phone,
                ReceivedAtUtc = new DateTime(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc),
            }.AssignTo(unit.Id, null);
            guidance.Add(added);
            guidance.Add(new Contact
            {
                CaseId = added.Id,
                ClientId = clientId,
                OpensCase = true,
                Initiator = ContactInitiator.Client,
                Channel = ContactChannel.Phone,
                StartedAtUtc = added.ReceivedAtUtc,
                RecordedAtUtc = added.ReceivedAtUtc,
                Themes = [NeedReason.Housing],
                Note = "Muistiinpano vuokrasta",
                UnitId = unit.Id,
            });
            await guidance.SaveChangesAsync();
            return added.Id;
        });

        /// <summary>Gives a client an address and a phone, and someone close.</summary>
        public Task GiveReachAsync(Guid clientId) => app.ReadAsync(async guidance =>
        {
            guidance.Add(new ClientContactDetails { ClientId = clientId, Phones = ["+358500000914"], StreetAddress = "Piilokuja 7", PostalCode = "00100", Place = "Salapaikka" });
            guidance.Add(new ClientRelation { ClientId = clientId, OutsiderName = "Leena Läheinen", Kind = RelationKind.Sibling, RecordedAtUtc = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc) });
            return await guidance.SaveChangesAsync();
        });

        /// <summary>Gives a unit, named by its code, the number clients call.</summary>
        public Task GivePhoneAsync(string unitCode, string phone) =>
            app.ReadAsync(guidance => guidance.Units.Where(unit => unit.Code == unitCode).ExecuteUpdateAsync(set => set.SetProperty(unit => unit.Phone, phone)));

        public Task<List<AuditEntry>> AuditOfAsync(Guid clientId) =>
            app.ReadAsync(guidance => guidance.AuditEntries.AsNoTracking().Where(entry => entry.ClientId == clientId).OrderBy(entry => entry.Sequence).ToListAsync());
    }

    /// <summary>The page with its letters as they are read; what markup is made of stays encoded.</summary>
    private static string Words(string page) => EncodedLetter().Replace(page, match =>
    {
        var letter = char.ConvertFromUtf32(int.Parse(match.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        return letter == "\u00a0" ? " " : letter;
    });

    [GeneratedRegex("&#x([8-9A-F][0-9A-F]|[0-9A-F]{3,6});")]
    private static partial Regex EncodedLetter();
}
