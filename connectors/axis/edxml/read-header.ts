/** From elements to the fields of the standard: by namespace and local name, in any order, whatever the prefix. */
import {
  type Business,
  edxmlNamespace,
  type ManifestEntry,
  type MessageHeader,
  type Organization,
  type ResponseFor,
  type StaffInfo,
  type Text,
  type TraceHeader,
} from './message.ts'
import type { XmlElement } from './xml-tree.ts'

export function children(parent: XmlElement | null, name: string): XmlElement[] {
  return parent?.children.filter((child) => child.name === name && child.uri === edxmlNamespace) ?? []
}

export function child(parent: XmlElement | null, name: string): XmlElement | null {
  return children(parent, name)[0] ?? null
}

export function textOf(parent: XmlElement | null, name: string): Text {
  return child(parent, name)?.text.trim() || null
}

function texts(parent: XmlElement | null, name: string): string[] {
  return children(parent, name)
    .map((element) => element.text.trim())
    .filter((text) => text !== '')
}

/** Some gateways write the word `null` where they have no id. */
function organId(parent: XmlElement | null): Text {
  const id = textOf(parent, 'OrganId')
  return id === 'null' ? null : id
}

function maybe<T>(element: XmlElement | null, read: (element: XmlElement) => T): T | null {
  return element && read(element)
}

export function readHeader(header: XmlElement): MessageHeader {
  return {
    from: readOrganization(child(header, 'From')),
    to: children(header, 'To').map(readOrganization),
    documentId: textOf(header, 'DocumentId'),
    code: maybe(child(header, 'Code'), (code) => ({
      number: textOf(code, 'CodeNumber'),
      notation: textOf(code, 'CodeNotation'),
    })),
    promulgation: maybe(child(header, 'PromulgationInfo'), (info) => ({
      place: textOf(info, 'Place'),
      date: textOf(info, 'PromulgationDate'),
    })),
    documentType: maybe(child(header, 'DocumentType'), (type) => ({
      type: textOf(type, 'Type'),
      typeDetail: textOf(type, 'TypeDetail'),
      typeName: textOf(type, 'TypeName'),
    })),
    subject: textOf(header, 'Subject'),
    content: textOf(header, 'Content'),
    signer: maybe(child(header, 'SignerInfo'), (signer) => ({
      competence: textOf(signer, 'Competence'),
      position: textOf(signer, 'Position'),
      fullName: textOf(signer, 'FullName'),
    })),
    dueDate: textOf(header, 'DueDate'),
    toPlaces: texts(child(header, 'ToPlaces'), 'Place'),
    otherInfo: maybe(child(header, 'OtherInfo'), (info) => ({
      priority: textOf(info, 'Priority'),
      sphereOfPromulgation: textOf(info, 'SphereOfPromulgation'),
      typerNotation: textOf(info, 'TyperNotation'),
      promulgationAmount: textOf(info, 'PromulgationAmount'),
      pageAmount: textOf(info, 'PageAmount'),
      direction: textOf(info, 'Direction'),
      appendixes: texts(child(info, 'Appendixes'), 'Appendix'),
    })),
    responseFor: children(header, 'ResponseFor').map(readResponseFor).filter(saysSomething),
    steeringType: textOf(header, 'SteeringType'),
    staffInfo: readStaff(child(header, 'StaffInfo')),
    statusCode: textOf(header, 'StatusCode'),
    statusDescription: textOf(header, 'Description'),
    statusTimestamp: textOf(header, 'Timestamp'),
  }
}

function readOrganization(element: XmlElement | null): Organization {
  return {
    organId: organId(element),
    inCharge: textOf(element, 'OrganizationInCharge'),
    name: textOf(element, 'OrganName'),
    address: textOf(element, 'OrganAdd'),
    email: textOf(element, 'Email'),
    telephone: textOf(element, 'Telephone'),
    fax: textOf(element, 'Fax'),
    website: textOf(element, 'Website'),
  }
}

function readResponseFor(element: XmlElement): ResponseFor {
  return {
    organId: organId(element),
    code: textOf(element, 'Code'),
    date: textOf(element, 'PromulgationDate'),
    documentId: textOf(element, 'DocumentId'),
  }
}

/** An empty `<ResponseFor/>` answers nothing. */
function saysSomething(response: ResponseFor): boolean {
  return Object.values(response).some((value) => value !== null)
}

function readStaff(element: XmlElement | null): StaffInfo | null {
  return maybe(element, (staff) => ({
    department: textOf(staff, 'Department'),
    staff: textOf(staff, 'Staff'),
    email: textOf(staff, 'Email'),
    mobile: textOf(staff, 'Mobile'),
  }))
}

export function readTrace(list: XmlElement | null): TraceHeader[] {
  return children(list, 'TraceHeader').map((hop) => ({ organId: organId(hop), timestamp: textOf(hop, 'Timestamp') }))
}

export function readBusiness(element: XmlElement): Business {
  return {
    docType: textOf(element, 'BussinessDocType'),
    reason: textOf(element, 'BussinessDocReason'),
    documentId: textOf(element, 'DocumentId'),
    paper: textOf(element, 'Paper'),
    staffInfo: readStaff(child(element, 'StaffInfo')),
    documentInfo: maybe(child(element, 'BussinessDocumentInfo'), (info) => ({
      documentInfo: textOf(info, 'DocumentInfo'),
      documentReceiver: textOf(info, 'DocumentReceiver'),
      receivers: children(child(info, 'ReceiverList'), 'Receiver').map((receiver) => ({
        organId: organId(receiver),
        receiverType: textOf(receiver, 'ReceiverType'),
      })),
    })),
    replaces: children(child(element, 'ReplacementInfoList'), 'ReplacementInfo').map((replacement) => ({
      documentId: textOf(replacement, 'DocumentId'),
      organIds: texts(child(replacement, 'OrganIdList'), 'OrganId'),
    })),
  }
}

export function readManifest(body: XmlElement | null): ManifestEntry[] {
  return children(child(body, 'edXMLManifest'), 'Reference').map((reference) => ({
    contentId: textOf(reference, 'ContentId'),
    contentType: textOf(reference, 'ContentType'),
    attachmentName: textOf(reference, 'AttachmentName'),
    description: textOf(reference, 'Description'),
  }))
}

/** ContentId carries `cid:` on both sides, one, or none: compared without it. */
export function bareContentId(contentId: Text): Text {
  return contentId?.replace(/^cid:/i, '') ?? null
}
