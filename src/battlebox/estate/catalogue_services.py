"""The 86 services most UK councils give, as a table: what each is for, how soon it is missed, what stands behind it.

Law: one line a service; names and numbers of the Local Government Services List (LGSL, Open Government Licence) are
facts, everything else on a line is a working value that a council replaces with its own.
Not here: what the columns mean (catalogue.py), how they become an estate (template.py).
"""

from typing import Final

SERVICE_LINES: Final = """
[Adults]
safeguarding-adults | Adult safeguarding enquiries (Care Act s42) | - | P1 4/24 | safety 12 0.95 | asc ~m365 ~tel
social-care-out-of-hours | Out-of-hours emergency duty team (social care) | - | P1 1/4 | life 25 0.9 | tel ~asc ~csc
needs-assessment | Needs assessment and urgent care packages | 209 | P1 24/72 | safety 40 0.9 | asc ~tel ~m365
home-care | Home care commissioning and rostering oversight | 242 | P1 4/24 | life 1200 1 | asc@24 ~tel ~m365
care-placements | Residential and nursing placements | 292 | P2 24/72 | safety 15 0.95 | asc ~erp
hospital-discharge | Hospital discharge | - | P1 8/24 | life 20 0.9 | asc ~m365 ~tel
careline | Telecare / careline alarms | 313 | P1 1/2 | life 250 1 | telecare tel
mobile-meals | Mobile meals | 315 | P1 8/24 | life 250 1 | asc@24 ~tel
direct-payments | Direct payments to people | 287 | P2 72/168 | money 60 0.9 | asc bacs ~erp
care-provider-payments | Care provider payments | - | P2 72/240 | money 30 0.5 | asc erp bacs
equipment | Equipment and adaptations | 178 | P2 24/96 | safety 40 0.8 | asc ~erp
day-centres | Day centres | 296 | P3 48/168 | safety 200 0.9 | asc@48 ~tel
liberty-safeguards | Deprivation of liberty and mental health act work | - | P1 8/24 | liberty 10 1 | asc ~m365
carers-support | Carers support and breaks | 225 | P3 72/336 | other 30 0.5 | asc
[Children]
child-front-door | Child protection referrals (front door, MASH) | 266 | P1 2/8 | life 40 1 | csc ~tel ~m365
child-enquiries | Child protection enquiries and conferences (s47) | 266 | P1 4/24 | life 25 1 | csc ~m365
looked-after-children | Looked-after children: placements and visits | 840 | P1 8/24 | safety 60 1 | csc@8 ~tel
fostering | Fostering, incl. foster-carer payments | 159 | P2 48/168 | safety 40 0.9 | csc@24 ~erp ~bacs
childrens-homes | Children's homes | 263 | P1 4/24 | safety 30 1 | csc@24 ~tel ~net
youth-justice | Youth justice | - | P2 24/96 | liberty 15 0.9 | csc ~m365
send-assessment | Special educational needs assessment | 9 | P3 72/336 | other 40 0.8 | edu ~m365
send-transport | Special needs school transport | 40 | P2 12/48 | safety 700 0.9 | edu@24 ~tel ~m365
school-admissions | School admissions | 13 | P3 72/336 | other 60 0.1 | edu ~forms
school-attendance | School attendance and exclusions | 35 | P3 72/336 | safety 50 0.6 | edu
free-school-meals | Free school meals checks | 4 | P3 72/240 | money 60 0.7 | edu dwp@24
school-closures | Emergency school closures notices | 1140 | P2 4/12 | safety 2000 0.1 | ?web ?notify ?tel
family-information | Family information and support groups | 1579 | P4 168/720 | other 30 0.4 | web
[Housing]
homelessness-tonight | Homelessness: duty to help tonight | 112 | P1 2/8 | shelter 25 0.8 | hreg ~tel ~m365
temporary-accommodation | Temporary accommodation | - | P1 8/48 | shelter 60 0.8 | hreg@24 ~hsg ~erp ~bacs
rough-sleeping | Rough sleeping / severe weather protocol | - | P1 4/24 | life 20 1 | ?tel ?m365
housing-register | Housing register and lettings | 92 | P3 120/504 | shelter 60 0.5 | hreg ~hsg ~forms
emergency-repairs | Emergency out-of-hours repairs | 139 | P1 2/12 | safety 40 0.5 | repairs@2 ~tel ~hsg
day-to-day-repairs | Day-to-day repairs | 141 | P3 48/168 | other 200 0.1 | repairs ~hsg ~forms
building-safety | Gas, fire and building safety compliance | - | P2 24/96 | safety 100 0.3 | hsg@24 ~repairs
rents | Rent accounts and arrears | 116 | P3 96/336 | money 150 0.1 | hsg ~income ~pay
sheltered-housing | Sheltered and supported housing | 107 | P2 8/48 | safety 400 0.9 | ?telecare ?tel ~hsg
facilities-grants | Disabled facilities grants | 137 | P3 168/720 | safety 5 0.9 | asc ~erp
[Money]
housing-benefit | Housing benefit payments | 69 | P1 48/120 | money 400 0.6 | rb bacs dwp@72 ~edrms
council-tax-reduction | Council tax reduction and hardship awards | 63 | P2 72/240 | money 150 0.6 | rb ~dwp
crisis-payments | Local welfare / crisis payments | - | P1 24/72 | safety 25 0.9 | rb ~erp ~pay
council-tax | Council tax accounts, billing, collection | 58 | P3 96/336 | money 400 0.1 | rb ~income ~pay ~edrms
business-rates | Business rates | 56 | P3 96/336 | money 60 0 | rb ~income
payroll | Staff payroll | - | P2 72/168 | money 250 0 | erp bacs
supplier-payments | Supplier payments | - | P3 72/240 | money 80 0 | erp bacs
treasury | Treasury, bank access, cash flow | - | P1 24/48 | money 5 0 | bacs ~erp
taking-payments | Taking payments (web, phone, kiosk) | - | P2 48/120 | money 500 0.1 | pay ~income
[Life events]
registering-deaths | Registering deaths (no burial or cremation without) | - | P1 24/72 | other 8 0.5 | regs euc ~tel
births | Registering births | 319 | P3 72/336 | other 12 0.1 | regs euc ~forms
marriages | Marriage notices and ceremonies | 317 | P3 72/240 | other 10 0.1 | regs ~forms
certificates | Certificates and copies | 663 | P4 120/504 | other 20 0.1 | regs ~pay
burials | Burials, cremations and bereavement service | 328 | P2 24/72 | other 8 0.3 | bereav@24 ~tel
council-funerals | Council-arranged funerals | 671 | P3 72/240 | other 1 0.8 | bereav ~erp
[Democracy]
electoral-register | Electoral register (1 December publication) | 364 | P2 72/336 | other 100 0.1 | elect ~web
elections | Running an election (poll in next 60 days) | 362 | P1 8/24 | other 1000 0.1 | elect ~m365 ~tel
committee-meetings | Council and committee meetings | 719 | P4 120/504 | other 30 0.1 | cmte@48 ~web
information-requests | Freedom of information and subject access | 722 | P4 168/720 | other 10 0.1 | m365 ~edrms
complaints | Complaints and ombudsman | 353 | P4 168/720 | other 20 0.1 | crm ~m365
[Place]
refuse | Refuse collection | 524 | P2 24/96 | other 15000 0.1 | waste@24 ~tel
clinical-waste | Clinical waste collection | 859 | P1 12/48 | safety 60 0.8 | waste@24 ~tel
recycling | Recycling and garden waste | 533 | P3 72/240 | other 10000 0.1 | waste@24
street-cleaning | Street cleaning and fly-tipping | 587 | P3 72/240 | other 100 0.1 | waste ~crm
highway-emergencies | Highway emergencies (obstructions, spillages) | 550 | P1 2/8 | life 15 0.1 | ?hwy ?tel
gritting | Winter gritting | 561 | P1 4/12 | life 2000 0.1 | ?hwy ?tel
flooding | Flooding response | 555 | P1 2/8 | life 50 0.3 | tel ~gis ~m365
street-lighting | Street lighting and traffic signals faults | 564 | P2 24/96 | safety 30 0.1 | light@24 ~hwy
dangerous-structures | Dangerous structures | 600 | P1 2/8 | life 3 0.1 | ?plan ?tel ~gis
public-cctv | Public-space CCTV | - | P2 8/48 | safety 50 0.1 | cctv ~net
parking | Parking permits and penalties | 474 | P3 72/240 | other 400 0.1 | park ~pay
blue-badges | Blue Badges | 279 | P3 96/336 | other 30 0.9 | forms ~crm
[Regulation]
planning-applications | Planning applications (8-16 week decisions) | 485 | P3 120/504 | other 40 0 | plan ~web ~edrms
planning-register | Planning register (public) | 516 | P3 72/336 | other 150 0 | plan web
land-charges | Local land charges searches | 610 | P3 72/240 | other 25 0 | plan ~gis
building-control | Building control | 499 | P3 48/168 | other 25 0.1 | plan
licensing | Licensing (alcohol, taxis, events) | 860 | P3 96/336 | other 20 0 | envh ~pay
infectious-disease | Food safety and infectious disease | 435 | P1 8/24 | life 10 0.4 | envh ~tel
noise | Noise and nuisance | 412 | P3 48/168 | other 20 0.1 | envh ~tel
trading-standards | Trading standards / consumer advice | 787 | P3 96/336 | other 15 0.5 | envh
[Corporate]
contact-centre | Contact centre and switchboard | - | P1 2/8 | safety 1500 0.3 | tel ~cc ~crm
public-website | Public website and service status | - | P1 2/8 | other 6000 0.2 | web ~status
emergency-planning | Emergency planning / BECC activation | 703 | P1 1/4 | life 20 0.3 | ?tel ?status ?m365
staff-messaging | Staff messaging | - | P1 1/4 | other 2500 0 | ?m365 ?notify ?status
it-service-desk | IT service desk | - | P1 2/8 | other 150 0 | ?m365 ?tel
urgent-court-work | Urgent court work (care proceedings, injunctions) | - | P1 8/24 | liberty 5 0.9 | legal ~m365
domestic-abuse | Community safety, domestic abuse (MARAC) | 870 | P1 8/24 | life 15 1 | csc ~asc ~m365
[Culture]
libraries | Libraries | 437 | P4 120/720 | other 1500 0.1 | lib ~net
leisure | Leisure, parks, bookings | 461 | P4 168/720 | other 1500 0.1 | forms ~pay
"""
"""`id | name | LGSL number | priority RTO/MTPD in hours | protects people-a-day share-vulnerable | systems`.

`[group]` heads its lines. Systems: plain stops it, `@24` it carries on 24 hours first, `?` any one of these is enough,
`~` only slows it.
"""
