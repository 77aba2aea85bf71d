using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Palveluohjaus.Reporting.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "CaseFacts",
                columns: table => new
                {
                    CaseId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ClientId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Source = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    MunicipalityCode = table.Column<string>(type: "TEXT", maxLength: 3, nullable: true),
                    UnitId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Channel = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ServiceLanguage = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    LifeStage = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Theme = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    ReceivedAtUtc = table.Column<long>(type: "INTEGER", nullable: false),
                    ClosedAtUtc = table.Column<long>(type: "INTEGER", nullable: true),
                    DueAtUtc = table.Column<long>(type: "INTEGER", nullable: true),
                    FirstActionAtUtc = table.Column<long>(type: "INTEGER", nullable: true),
                    HandoffCount = table.Column<int>(type: "INTEGER", nullable: false),
                    ReturnedToEarlierUnit = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsResolvedAtFirstContact = table.Column<bool>(type: "INTEGER", nullable: true),
                    NextContactOnThemeAtUtc = table.Column<long>(type: "INTEGER", nullable: true),
                    Trace = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseFacts", x => x.CaseId);
                });

            migrationBuilder.CreateTable(
                name: "ContactFacts",
                columns: table => new
                {
                    ContactId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    CaseId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ClientId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Source = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    MunicipalityCode = table.Column<string>(type: "TEXT", maxLength: 3, nullable: true),
                    UnitId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Channel = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ServiceLanguage = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    ClientLanguage = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    LifeStage = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Theme = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    StartedAtUtc = table.Column<long>(type: "INTEGER", nullable: false),
                    RecordedAtUtc = table.Column<long>(type: "INTEGER", nullable: false),
                    HandlingTimeMinutes = table.Column<int>(type: "INTEGER", nullable: true),
                    IsFailureDemand = table.Column<bool>(type: "INTEGER", nullable: true),
                    PreviousContactOnThemeAtUtc = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ContactFacts", x => x.ContactId);
                });

            migrationBuilder.CreateTable(
                name: "FeedbackFacts",
                columns: table => new
                {
                    UnitId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Channel = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Score = table.Column<int>(type: "INTEGER", nullable: false),
                    AnswerCount = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FeedbackFacts", x => new { x.UnitId, x.Channel, x.Month, x.Score });
                });

            migrationBuilder.CreateTable(
                name: "JobRuns",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Job = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    StartedAtUtc = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAtUtc = table.Column<long>(type: "INTEGER", nullable: true),
                    RowsDone = table.Column<int>(type: "INTEGER", nullable: false),
                    ErrorType = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JobRuns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RefreshStates",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    LastCaseEventSequence = table.Column<long>(type: "INTEGER", nullable: false),
                    LastDecisionSequence = table.Column<long>(type: "INTEGER", nullable: false),
                    LastClientChangeSequence = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false),
                    RefreshedAtUtc = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RefreshStates", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SegmentFacts",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    ClientId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Segment = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    SuggestedSegment = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    DecidedAtUtc = table.Column<long>(type: "INTEGER", nullable: false),
                    SecondsToDecide = table.Column<int>(type: "INTEGER", nullable: true),
                    MunicipalityCode = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    ServiceLanguage = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    LifeStage = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SegmentFacts", x => x.Sequence);
                });

            migrationBuilder.CreateTable(
                name: "TraceWords",
                columns: table => new
                {
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Word = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TraceWords", x => new { x.Kind, x.Number });
                });

            migrationBuilder.CreateIndex(
                name: "IX_ContactFacts_CaseId",
                table: "ContactFacts",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_JobRuns_Job_StartedAtUtc",
                table: "JobRuns",
                columns: new[] { "Job", "StartedAtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_TraceWords_Kind_Word",
                table: "TraceWords",
                columns: new[] { "Kind", "Word" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CaseFacts");

            migrationBuilder.DropTable(
                name: "ContactFacts");

            migrationBuilder.DropTable(
                name: "FeedbackFacts");

            migrationBuilder.DropTable(
                name: "JobRuns");

            migrationBuilder.DropTable(
                name: "RefreshStates");

            migrationBuilder.DropTable(
                name: "SegmentFacts");

            migrationBuilder.DropTable(
                name: "TraceWords");
        }
    }
}
